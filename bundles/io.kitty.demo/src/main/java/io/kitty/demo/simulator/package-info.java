// SPDX-License-Identifier: Apache-2.0

/** The protocols of the demo's machines, each with real packets. */
@NullMarked
package io.kitty.demo.simulator;

import org.jspecify.annotations.NullMarked;
