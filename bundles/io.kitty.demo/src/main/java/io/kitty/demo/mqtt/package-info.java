// SPDX-License-Identifier: Apache-2.0

/** The MQTT broker of a simulated Bambu Lab printer. */
@NullMarked
package io.kitty.demo.mqtt;

import org.jspecify.annotations.NullMarked;
