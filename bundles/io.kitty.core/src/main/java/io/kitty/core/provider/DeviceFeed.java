// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.provider;

import io.kitty.event.DeviceListener;
import java.net.InetAddress;

/** What providers may know of the devices. Thread-safe; no call waits for the pipeline. */
public interface DeviceFeed {

  /** Replays the present devices to a listener, and then passes it each event. */
  void add(DeviceListener listener);

  /** Removes a listener; a call in progress may still end. */
  void remove(DeviceListener listener);

  /** Returns whether a present device has this address. */
  boolean isPresentAt(InetAddress address);
}
