// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.provider;

import io.kitty.discovery.NetworkLink;
import io.kitty.net.link.InterfaceMonitor;
import io.kitty.net.link.InterfaceTable;
import java.util.List;
import java.util.Map;

/** A monitor with the interfaces that a test sets. */
public final class FakeInterfaces {
  private volatile InterfaceTable table;
  private final InterfaceMonitor monitor;

  public FakeInterfaces(NetworkLink... links) {
    this.table = new InterfaceTable(List.of(links), Map.of());
    this.monitor = new InterfaceMonitor(() -> table);
  }

  public InterfaceMonitor monitor() {
    return monitor;
  }

  public void set(NetworkLink... now) {
    set(new InterfaceTable(List.of(now), Map.of()));
  }

  public void set(InterfaceTable now) {
    table = now;
    monitor.check();
  }
}
