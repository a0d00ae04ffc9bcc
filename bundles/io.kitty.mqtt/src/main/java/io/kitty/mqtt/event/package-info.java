// SPDX-License-Identifier: Apache-2.0

/** The events that are published for other programs. */
@NullMarked
package io.kitty.mqtt.event;

import org.jspecify.annotations.NullMarked;
