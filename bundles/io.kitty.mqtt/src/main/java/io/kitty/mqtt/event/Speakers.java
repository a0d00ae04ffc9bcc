// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.event;

import io.kitty.identifier.DeviceId;
import java.util.Optional;
import java.util.Set;

/** Which hub publishes the events of which device. Not thread-safe. */
public interface Speakers {

  /** Returns the part of its topics by which hubs know a device; empty if none knows it. */
  Optional<String> slug(DeviceId id);

  /** Returns which hub publishes the events of a device. */
  Speaker speaker(DeviceId id);

  /** Returns whether another hub that is online sees a device. */
  boolean isSeenElsewhere(DeviceId id);

  /** Returns whether another hub, online or not, knows the device with a slug. */
  boolean isKnownElsewhere(String slug);

  /** Returns the slugs of the devices that are not published any more, each once. */
  Set<String> takeRemoved();

  /**
   * Returns whether this hub is the first to publish the events of devices for which no hub speaks;
   * any other does so once the first must have.
   */
  boolean leads();
}
