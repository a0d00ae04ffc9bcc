// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.net;

import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.Subnet;
import java.util.List;
import java.util.Map;

/** Interfaces for tests. */
public final class FakeInterfaces {

  private FakeInterfaces() {}

  /** A monitor with the interfaces that a test sets. */
  public static final class Fake {
    private volatile InterfaceTable table;
    private final InterfaceMonitor monitor;

    public Fake(List<NetworkLink> links) {
      this.table = new InterfaceTable(links, Map.of());
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

  /** Returns this host's loopback interface under another name, with one of its addresses. */
  public static NetworkLink loopback(String name, String address) {
    NetworkLink real =
        InterfaceReader.read().links().stream()
            .filter(NetworkLink::loopback)
            .findFirst()
            .orElseThrow();
    return new NetworkLink(name, real.index(), true, null, List.of(Subnet.parse(address)));
  }
}
