// SPDX-License-Identifier: Apache-2.0
package io.kitty.event;

import io.kitty.device.Device;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Receives devices whose readings changed: job, temperatures and error of {@link Device#state}.
 * Those make no {@link DeviceEvent}. Register it as an OSGi service.
 *
 * <p>It receives a device at most once a second, as it is then. Like a {@link DeviceListener} it
 * has a bounded queue of its own.
 */
@ConsumerType
@FunctionalInterface
public interface ReadingListener {

  /**
   * Handles the readings of a present device. Called by one thread at a time. Exceptions are
   * logged, and the next device follows.
   */
  void onReading(Device device);
}
