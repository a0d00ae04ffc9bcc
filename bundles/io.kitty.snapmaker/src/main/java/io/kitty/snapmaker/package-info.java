// SPDX-License-Identifier: Apache-2.0
/** Finds Snapmaker machines by the question that the maker's own program asks. */
@NullMarked
package io.kitty.snapmaker;

import org.jspecify.annotations.NullMarked;
