// SPDX-License-Identifier: Apache-2.0
package io.kitty.event;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears what happens to devices: register it as an OSGi service, and it is told at once of every
 * device that is present ({@link DeviceEvent#replay()} set), then of each event in order.
 *
 * <p>Each listener has a bounded mailbox of its own. One that is slow loses its own oldest events,
 * which is counted and logged, and delays nobody.
 */
@ConsumerType
@FunctionalInterface
public interface DeviceListener {

  /**
   * Called by one thread at a time, never concurrently. What it throws is logged, and the next
   * event follows.
   */
  void onEvent(DeviceEvent event);
}
