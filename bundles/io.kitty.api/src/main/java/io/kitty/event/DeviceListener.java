// SPDX-License-Identifier: Apache-2.0
package io.kitty.event;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Receives device events. Register it as an OSGi service: it first receives every present device
 * ({@link DeviceEvent#replay()} set), then each event in order.
 *
 * <p>Each listener has a bounded queue of its own. A slow listener loses its own oldest events,
 * which is counted and logged, and delays no other.
 */
@ConsumerType
@FunctionalInterface
public interface DeviceListener {

  /**
   * Handles an event. Called by one thread at a time. Exceptions are logged, and the next event
   * follows.
   */
  void onEvent(DeviceEvent event);
}
