// SPDX-License-Identifier: Apache-2.0

/** Reading of untrusted JSON. */
@NullMarked
package io.kitty.commons.json;

import org.jspecify.annotations.NullMarked;
