// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.net;

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
 * Knows the interfaces of this machine as they are now, and tells when that changes. Somebody calls
 * {@link #check} about once a second.
 */
public final class InterfaceMonitor {

  private static final Logger LOG = LoggerFactory.getLogger(InterfaceMonitor.class);

  private final Supplier<InterfaceTable> reader;
  private final List<Consumer<List<NetworkLink>>> listeners = new CopyOnWriteArrayList<>();
  private volatile InterfaceTable table = new InterfaceTable(List.of(), Map.of());

  public InterfaceMonitor() {
    this(InterfaceReader::read);
  }

  InterfaceMonitor(Supplier<InterfaceTable> reader) {
    this.reader = reader;
    check();
  }

  /** All interfaces that are up and have an address. */
  public List<NetworkLink> links() {
    return table.links();
  }

  /** All interfaces. */
  public InterfaceTable table() {
    return table;
  }

  /** Tells of every change from now on, in the thread that calls {@link #check}. */
  public void listen(Consumer<List<NetworkLink>> listener) {
    listeners.add(listener);
  }

  /** Tells this listener nothing more. */
  public void ignore(Consumer<List<NetworkLink>> listener) {
    listeners.remove(listener);
  }

  /** Looks at the interfaces, and tells the listeners if they are not what they were. */
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

  /** One that fails must not keep the others from hearing of it. */
  private static void publish(Consumer<List<NetworkLink>> listener, List<NetworkLink> now) {
    try {
      listener.accept(now);
    } catch (RuntimeException e) {
      LOG.warn("A protocol could not follow the interfaces", e);
    }
  }

  /** Fills in the interface in whose network the address is, where the endpoint names none. */
  public Endpoint locate(Endpoint endpoint) {
    if (!endpoint.interfaceName().isEmpty()) {
      return endpoint;
    }
    return linkOf(links(), endpoint.address())
        .map(link -> new Endpoint(endpoint.address(), link.name()))
        .orElse(endpoint);
  }

  /** The one of these interfaces in whose network an address is; the narrowest network counts. */
  static Optional<NetworkLink> linkOf(List<NetworkLink> links, InetAddress address) {
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
