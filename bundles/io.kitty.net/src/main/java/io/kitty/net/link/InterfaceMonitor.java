// SPDX-License-Identifier: Apache-2.0
package io.kitty.net.link;

import io.kitty.device.Endpoint;
import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.Subnet;
import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the current interfaces of this host, and notifies listeners of changes. {@link #check} is
 * to be called about once a second.
 */
public final class InterfaceMonitor {

  private static final Logger LOG = LoggerFactory.getLogger(InterfaceMonitor.class);

  private final Supplier<InterfaceTable> reader;
  private final List<Consumer<List<NetworkLink>>> listeners = new CopyOnWriteArrayList<>();
  private volatile InterfaceTable table = new InterfaceTable(List.of(), Map.of());

  public InterfaceMonitor() {
    this(InterfaceReader::read);
  }

  /**
   * @param reader reads the interfaces, at once and at each {@link #check}
   */
  public InterfaceMonitor(Supplier<InterfaceTable> reader) {
    this.reader = reader;
    check();
  }

  /** Returns all interfaces that are up and have an address. */
  public List<NetworkLink> links() {
    return table.links();
  }

  /** Returns all interfaces. */
  public InterfaceTable table() {
    return table;
  }

  /** Adds a listener, which the thread that calls {@link #check} notifies of every change. */
  public void listen(Consumer<List<NetworkLink>> listener) {
    listeners.add(listener);
  }

  /** Removes a listener. */
  public void ignore(Consumer<List<NetworkLink>> listener) {
    listeners.remove(listener);
  }

  /** Reads the interfaces, and notifies the listeners if they changed. */
  public void check() {
    InterfaceTable before = table;
    try {
      table = reader.get();
    } catch (UncheckedIOException e) {
      LOG.debug("The interfaces cannot be read now", e);
      return;
    }
    List<NetworkLink> now = table.links();
    if (!now.equals(before.links())) {
      LOG.info("Interfaces are now {}", now.stream().map(InterfaceMonitor::describe).toList());
      listeners.forEach(listener -> publish(listener, now));
    }
  }

  /** Notifies one listener; its exception must not affect the others. */
  private static void publish(Consumer<List<NetworkLink>> listener, List<NetworkLink> now) {
    try {
      listener.accept(now);
    } catch (RuntimeException e) {
      LOG.warn("A protocol could not follow the interfaces", e);
    }
  }

  /** Fills in the interface whose subnet contains the address, if the endpoint has none. */
  public Endpoint locate(Endpoint endpoint) {
    if (!endpoint.interfaceName().isEmpty()) {
      return endpoint;
    }
    return linkOf(links(), endpoint.address())
        .map(link -> new Endpoint(endpoint.address(), link.name()))
        .orElse(endpoint);
  }

  /** Returns the interface whose subnet contains an address; the longest prefix wins. */
  public static Optional<NetworkLink> linkOf(List<NetworkLink> links, InetAddress address) {
    if (address instanceof Inet6Address v6 && v6.isLinkLocalAddress()) {
      NetworkInterface scope = v6.getScopedInterface();
      int index = scope == null ? v6.getScopeId() : scope.getIndex();
      return links.stream().filter(link -> link.index() == index).findFirst();
    }
    NetworkLink best = null;
    int prefix = -1;
    for (NetworkLink link : links) {
      for (Subnet subnet : link.subnets()) {
        if (subnet.prefix() > prefix && subnet.contains(address)) {
          best = link;
          prefix = subnet.prefix();
        }
      }
    }
    return Optional.ofNullable(best);
  }

  private static String describe(NetworkLink link) {
    return link.name() + link.subnets();
  }
}
