// SPDX-License-Identifier: Apache-2.0

/** The connection to the broker: its URL, secrets and certificates, and why it failed. */
@NullMarked
package io.kitty.mqtt.broker;

import org.jspecify.annotations.NullMarked;
