// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver;

import io.kitty.bindserver.tcp.Limits;
import io.kitty.bindserver.tcp.Reception;
import io.kitty.discovery.DiscoveryContext;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where one printer can be asked: its two ports, of which one goes on where the other is taken. */
final class Desk implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

  private final DiscoveryContext context;
  private final VirtualPrinter printer;
  private final Identity identity;
  private final Reception reception;
  private final List<TcpPort> ports;

  /**
   * @param address where; null for all addresses of this host
   */
  Desk(
      DiscoveryContext context,
      VirtualPrinter printer,
      Identity identity,
      @Nullable InetAddress address,
      int plainPort,
      int tlsPort,
      Limits limits)
      throws IOException {
    this.context = context;
    this.printer = printer;
    this.identity = identity;
    this.reception =
        new Reception(
            "kitty-bind-" + printer.serial(),
            new Detection(printer),
            () -> Suites.server(identity.tls()),
            context::execute,
            limits);
    this.ports = List.of(port("plain", address, plainPort), port("tls", address, tlsPort));
  }

  private TcpPort port(String label, @Nullable InetAddress address, int number) {
    return new TcpPort(label, address, number, reception, context, this::changed);
  }

  void open() {
    reception.start();
    ports.forEach(TcpPort::open);
  }

  private synchronized void changed(TcpPort port, boolean news) {
    if (port.isOpen()) {
      LOG.info("{} answers on {}", printer, port);
    } else if (news) {
      LOG.warn("{} cannot answer on {}; it is tried again", printer, port.failure());
      context.error("", printer + ": " + port.failure());
    }
    boolean nowhere = ports.stream().allMatch(each -> !each.failure().isEmpty());
    context.degraded(
        nowhere
            ? printer
                + " answers nobody; they are tried again: "
                + ports.stream().map(TcpPort::failure).collect(Collectors.joining("; "))
            : null);
  }

  VirtualPrinter printer() {
    return printer;
  }

  Identity identity() {
    return identity;
  }

  List<TcpPort> ports() {
    return ports;
  }

  @Override
  public void close() {
    reception.close();
  }
}
