// SPDX-License-Identifier: Apache-2.0

/** What the broker retains of this hub, and how it is kept in step with the devices. */
@NullMarked
package io.kitty.mqtt.topic;

import org.jspecify.annotations.NullMarked;
