// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.provider;

import io.kitty.discovery.InterfaceFilter;
import io.kitty.discovery.NetworkLink;
import io.kitty.net.udp.UdpPort;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Keeps the ports of one provider, and its link listeners, up to date with the interfaces. */
final class InterfaceBinder {

  private final InterfaceFilter filter;
  private final Consumer<UdpPort> retryLater;
  private final Consumer<String> failure;
  private final List<UdpPort> ports = new CopyOnWriteArrayList<>();
  private final List<Consumer<List<NetworkLink>>> listeners = new CopyOnWriteArrayList<>();
  private volatile List<NetworkLink> all;
  private volatile List<NetworkLink> selected;

  /**
   * @param now the interfaces that are up
   * @param retryLater schedules a later call of {@link #retry} for a port
   * @param failure receives error messages
   */
  InterfaceBinder(
      InterfaceFilter filter,
      List<NetworkLink> now,
      Consumer<UdpPort> retryLater,
      Consumer<String> failure) {
    this.filter = filter;
    this.retryLater = retryLater;
    this.failure = failure;
    this.all = now;
    this.selected = select(now);
  }

  private List<NetworkLink> select(List<NetworkLink> links) {
    return links.stream().filter(link -> filter.test(link.name())).toList();
  }

  /** Returns the selected interfaces that are up. */
  List<NetworkLink> links() {
    return selected;
  }

  /** Returns the ports that follow the interfaces. */
  List<UdpPort> ports() {
    return ports;
  }

  /** Adds a port that follows the interfaces. */
  void add(UdpPort port) throws IOException {
    ports.removeIf(UdpPort::closed);
    ports.add(port);
    follow(port);
  }

  /** Calls the listener with the selected interfaces now and whenever they change. */
  void add(Consumer<List<NetworkLink>> listener) {
    listeners.add(listener);
    listener.accept(selected);
  }

  /** Applies a change of the interfaces; returns whether an interface was newly selected. */
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

  /** Opens the missing sockets of a port. */
  void retry(UdpPort port) {
    try {
      follow(port);
    } catch (IOException | RuntimeException e) {
      failure.accept("cannot open a port: " + e.getMessage());
      retryLater.accept(port);
    }
  }

  /** Synchronised, so that no older state of the interfaces is applied after a newer one. */
  private synchronized void follow(UdpPort port) throws IOException {
    if (!port.follow(selected, all)) {
      retryLater.accept(port);
    }
  }

  void close() {
    listeners.clear();
    ports.forEach(UdpPort::close);
    ports.clear();
  }
}
