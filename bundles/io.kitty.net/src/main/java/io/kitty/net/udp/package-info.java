// SPDX-License-Identifier: Apache-2.0

/** UDP ports that follow the interfaces, read by one thread. */
@NullMarked
package io.kitty.net.udp;

import org.jspecify.annotations.NullMarked;
