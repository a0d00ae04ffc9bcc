// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.event;

import io.kitty.event.DeviceEvent;
import io.kitty.event.DeviceListener;

/** A listener of few events: no thread wakes up for the others. */
public interface SelectiveListener extends DeviceListener {

  /**
   * Returns whether the listener receives an event. Called by the thread that publishes it; returns
   * at once and throws nothing.
   */
  boolean concerns(DeviceEvent event);
}
