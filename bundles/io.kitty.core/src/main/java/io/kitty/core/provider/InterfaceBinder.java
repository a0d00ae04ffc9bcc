// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.provider;

import io.kitty.core.net.UdpPort;
import io.kitty.discovery.InterfaceFilter;
import io.kitty.discovery.NetworkLink;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Keeps the ports of one provider, and the provider itself, in step with the interfaces. */
final class InterfaceBinder {

  private final InterfaceFilter wanted;
  private final Consumer<UdpPort> again;
  private final Consumer<String> failure;
  private final List<UdpPort> ports = new CopyOnWriteArrayList<>();
  private final List<Consumer<List<NetworkLink>>> listeners = new CopyOnWriteArrayList<>();
  private volatile List<NetworkLink> all;
  private volatile List<NetworkLink> selected;

  /**
   * @param now the interfaces that are up
   * @param again has {@link #retry} called with a port in a while
   * @param failure told what went wrong
   */
  InterfaceBinder(
      InterfaceFilter wanted,
      List<NetworkLink> now,
      Consumer<UdpPort> again,
      Consumer<String> failure) {
    this.wanted = wanted;
    this.again = again;
    this.failure = failure;
    this.all = now;
    this.selected = select(now);
  }

  private List<NetworkLink> select(List<NetworkLink> links) {
    return links.stream().filter(link -> wanted.test(link.name())).toList();
  }

  /** The selected interfaces that are up now. */
  List<NetworkLink> links() {
    return selected;
  }

  /** The ports that follow the interfaces. */
  List<UdpPort> ports() {
    return ports;
  }

  /** Has a port follow the interfaces from now on. */
  void add(UdpPort port) throws IOException {
    ports.removeIf(UdpPort::closed);
    ports.add(port);
    follow(port);
  }

  /** Tells of the selected interfaces now and whenever they change. */
  void add(Consumer<List<NetworkLink>> listener) {
    listeners.add(listener);
    listener.accept(selected);
  }

  /** Takes in how the interfaces are now; tells whether one was selected that was not. */
  boolean changed(List<NetworkLink> now) {
    List<NetworkLink> before = selected;
    synchronized (this) {
      all = now;
      selected = select(now);
    }
    ports.forEach(this::retry);
    if (selected.equals(before)) {
      return false;
    }
    listeners.forEach(listener -> listener.accept(selected));
    return !before.containsAll(selected);
  }

  /** Looks again whether a port is as it should be. */
  void retry(UdpPort port) {
    try {
      follow(port);
    } catch (IOException | RuntimeException e) {
      failure.accept("cannot open a port: " + e.getMessage());
      again.accept(port);
    }
  }

  /** Locked, so that no older state of the interfaces is applied after a newer one. */
  private synchronized void follow(UdpPort port) throws IOException {
    if (!port.follow(selected, all)) {
      again.accept(port);
    }
  }

  void close() {
    listeners.clear();
    ports.forEach(UdpPort::close);
    ports.clear();
  }
}
