// SPDX-License-Identifier: Apache-2.0

/** Simulated machines on the loopback network, for trying the hub without devices. */
@NullMarked
package io.kitty.demo;

import org.jspecify.annotations.NullMarked;
