// SPDX-License-Identifier: Apache-2.0

/** The network as this machine has it: interfaces, neighbours, and UDP ports that follow them. */
@NullMarked
package io.kitty.core.net;

import org.jspecify.annotations.NullMarked;
