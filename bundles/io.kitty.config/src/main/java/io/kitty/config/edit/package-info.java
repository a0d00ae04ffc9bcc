// SPDX-License-Identifier: Apache-2.0

/** Changes of cfg files that a user asks for in the page or the console. */
@NullMarked
package io.kitty.config.edit;

import org.jspecify.annotations.NullMarked;
