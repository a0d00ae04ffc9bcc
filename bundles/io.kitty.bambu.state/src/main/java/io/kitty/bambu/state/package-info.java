// SPDX-License-Identifier: Apache-2.0

/** Reads what Bambu Lab printers are doing over MQTT, with their access codes. */
@NullMarked
package io.kitty.bambu.state;

import org.jspecify.annotations.NullMarked;
