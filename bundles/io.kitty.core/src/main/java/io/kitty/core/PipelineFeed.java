// SPDX-License-Identifier: Apache-2.0
package io.kitty.core;

import io.kitty.core.event.EventDispatcher;
import io.kitty.core.pipeline.Pipeline;
import io.kitty.core.provider.DeviceFeed;
import io.kitty.event.DeviceListener;
import java.net.InetAddress;

/**
 * Adds and removes listeners on the pipeline's thread, so that none misses an event between the
 * replay and the first new one.
 */
final class PipelineFeed implements DeviceFeed {

  private final Pipeline pipeline;
  private final EventDispatcher events;

  PipelineFeed(Pipeline pipeline, EventDispatcher events) {
    this.pipeline = pipeline;
    this.events = events;
  }

  @Override
  public void add(DeviceListener listener) {
    pipeline.call(
        set -> {
          events.add(listener, set.deviceTable().devices());
          return true;
        });
  }

  @Override
  public void remove(DeviceListener listener) {
    pipeline.call(
        set -> {
          events.remove(listener);
          return true;
        });
  }

  /** Reads all devices, as requests to addresses outside of the selected networks are rare. */
  @Override
  public boolean isPresentAt(InetAddress address) {
    return pipeline.deviceTable().devices().stream()
        .anyMatch(device -> device.present() && device.addresses().contains(address));
  }
}
