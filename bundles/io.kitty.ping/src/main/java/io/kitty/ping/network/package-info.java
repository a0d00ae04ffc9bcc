// SPDX-License-Identifier: Apache-2.0
/** IPv4 networks and addresses as ints. */
@NullMarked
package io.kitty.ping.network;

import org.jspecify.annotations.NullMarked;
