// SPDX-License-Identifier: Apache-2.0

/** Sockets to a broker: encrypted, within a WebSocket, and with bounded packets. */
@NullMarked
package io.kitty.mqtt.broker.socket;

import org.jspecify.annotations.NullMarked;
