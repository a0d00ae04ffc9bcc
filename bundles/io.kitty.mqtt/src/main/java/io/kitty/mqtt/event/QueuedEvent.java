// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.event;

import io.kitty.identifier.DeviceId;

/**
 * An event of this hub that waits to be published.
 *
 * @param at when it happened, by the clock of the queue
 * @param repeated whether it was published over an earlier connection, which did not confirm it
 */
record QueuedEvent(DeviceId device, String message, EventMark mark, long at, boolean repeated) {

  QueuedEvent again() {
    return new QueuedEvent(device, message, mark, at, true);
  }
}
