// SPDX-License-Identifier: Apache-2.0

/** The one place where devices become JSON, and JSON becomes devices. */
@NullMarked
package io.kitty.core.json;

import org.jspecify.annotations.NullMarked;
