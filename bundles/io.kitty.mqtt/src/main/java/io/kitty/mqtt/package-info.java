// SPDX-License-Identifier: Apache-2.0

/** Tells Home Assistant, openHAB and other programs of the devices, over MQTT. */
@NullMarked
package io.kitty.mqtt;

import org.jspecify.annotations.NullMarked;
