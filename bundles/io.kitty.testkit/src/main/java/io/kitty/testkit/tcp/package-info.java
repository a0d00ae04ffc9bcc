// SPDX-License-Identifier: Apache-2.0

/** Machines for tests that are connected to over TCP, on the loopback interface. */
@NullMarked
package io.kitty.testkit.tcp;

import org.jspecify.annotations.NullMarked;
