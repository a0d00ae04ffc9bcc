// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.provider;

import io.kitty.event.DeviceEvent;
import io.kitty.event.DeviceListener;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A feed of the events that a test publishes. */
final class FakeFeed implements DeviceFeed {

  private final List<DeviceListener> listeners = new CopyOnWriteArrayList<>();

  void publish(DeviceEvent event) {
    listeners.forEach(listener -> listener.onEvent(event));
  }

  int listeners() {
    return listeners.size();
  }

  @Override
  public void add(DeviceListener listener) {
    listeners.add(listener);
  }

  @Override
  public void remove(DeviceListener listener) {
    listeners.remove(listener);
  }

  @Override
  public boolean isPresentAt(InetAddress address) {
    return false;
  }
}
