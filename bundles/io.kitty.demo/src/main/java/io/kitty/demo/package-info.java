// SPDX-License-Identifier: Apache-2.0

/** A dozen simulated machines on the loopback network, for those who have none at hand. */
@NullMarked
package io.kitty.demo;

import org.jspecify.annotations.NullMarked;
