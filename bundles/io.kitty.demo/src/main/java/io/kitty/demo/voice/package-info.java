// SPDX-License-Identifier: Apache-2.0

/** The protocols that machines of the demo speak, each with real packets. */
@NullMarked
package io.kitty.demo.voice;

import org.jspecify.annotations.NullMarked;
