// SPDX-License-Identifier: Apache-2.0

/** The loopback network of the demo, and the addresses of its machines. */
@NullMarked
package io.kitty.demo.network;

import org.jspecify.annotations.NullMarked;
