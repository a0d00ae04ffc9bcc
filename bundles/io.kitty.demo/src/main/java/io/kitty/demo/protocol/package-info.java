// SPDX-License-Identifier: Apache-2.0

/** Discovery protocols of any vendor, as the demo's machines speak them. */
@NullMarked
package io.kitty.demo.protocol;

import org.jspecify.annotations.NullMarked;
