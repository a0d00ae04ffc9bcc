// SPDX-License-Identifier: Apache-2.0

/** Connections to printers: MQTT over TLS, with a pinned certificate and bounded packets. */
@NullMarked
package io.kitty.bambu.state.mqtt;

import org.jspecify.annotations.NullMarked;
