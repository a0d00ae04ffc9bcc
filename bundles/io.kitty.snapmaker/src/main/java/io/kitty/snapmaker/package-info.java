// SPDX-License-Identifier: Apache-2.0
/** Finds Snapmaker machines by the request of the vendor's own program. */
@NullMarked
package io.kitty.snapmaker;

import org.jspecify.annotations.NullMarked;
