// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.net;

import io.kitty.discovery.Link;
import io.kitty.discovery.Subnet;
import java.util.List;

/** Interfaces for tests. */
public final class Monitors {

  private Monitors() {}

  /** A monitor whose interfaces a test sets. */
  public static final class Fake {
    private volatile List<Link> links;
    private final InterfaceMonitor monitor;

    public Fake(List<Link> links) {
      this.links = links;
      this.monitor = new InterfaceMonitor(() -> this.links);
    }

    public InterfaceMonitor monitor() {
      return monitor;
    }

    public void set(Link... now) {
      links = List.of(now);
      monitor.check();
    }
  }

  /** This machine's loopback interface under another name, with one of its addresses. */
  public static Link loopback(String name, String address) {
    Link real = Links.read().stream().filter(Link::loopback).findFirst().orElseThrow();
    return new Link(name, real.index(), true, null, List.of(Subnet.parse(address)));
  }
}
