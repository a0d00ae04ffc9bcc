// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver;

import io.kitty.bindserver.limit.ConnectionLimits;
import io.kitty.bindserver.tcp.TcpServer;
import io.kitty.bindserver.tls.CipherSuites;
import io.kitty.bindserver.tls.TlsIdentity;
import io.kitty.discovery.DiscoveryContext;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server of one printer, with two ports; one works even if the other is taken. */
final class BindServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BindServer.class);

  private final DiscoveryContext context;
  private final VirtualPrinter printer;
  private final TlsIdentity identity;
  private final TcpServer server;
  private final List<ListeningPort> ports;

  /**
   * @param address where to listen; null for all addresses of this host
   */
  BindServer(
      DiscoveryContext context,
      VirtualPrinter printer,
      TlsIdentity identity,
      @Nullable InetAddress address,
      int plainPort,
      int tlsPort,
      ConnectionLimits limits) {
    this.context = context;
    this.printer = printer;
    this.identity = identity;
    this.server =
        new TcpServer(
            "kitty-bind-" + printer.serial(),
            new DetectHandler(printer),
            () -> CipherSuites.server(identity.tls()),
            limits);
    this.ports = List.of(port("plain", address, plainPort), port("tls", address, tlsPort));
  }

  private ListeningPort port(String label, @Nullable InetAddress address, int number) {
    return new ListeningPort(label, address, number, server, context, this::onPortChanged);
  }

  void open() {
    server.start();
    ports.forEach(ListeningPort::open);
  }

  private synchronized void onPortChanged(ListeningPort port, boolean isChange) {
    if (port.isOpen()) {
      LOG.info("{} listens on {}", printer, port);
    } else if (isChange) {
      LOG.warn("{} cannot answer on {}; retrying", printer, port.failure());
      context.error("", printer + ": " + port.failure());
    }
    boolean allFailed = ports.stream().allMatch(each -> !each.failure().isEmpty());
    context.degraded(
        allFailed
            ? printer
                + " has no open port, retrying: "
                + ports.stream().map(ListeningPort::failure).collect(Collectors.joining("; "))
            : null);
  }

  VirtualPrinter printer() {
    return printer;
  }

  TlsIdentity identity() {
    return identity;
  }

  List<ListeningPort> ports() {
    return ports;
  }

  @Override
  public void close() {
    server.close();
  }
}
