// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.bindserver.tls.CipherSuites;
import io.kitty.hub.VirtualPrinterServer;
import io.kitty.testkit.FakeContext;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** A printer, as seen through the hub's API. */
class PrinterStatusTest {

  @Test
  void showsThePortCounters() throws Exception {
    try (FakeContext context = new FakeContext();
        ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      BindServerProvider printer =
          Printers.provider("plain_port", 0, "tls_port", other.getLocalPort());
      printer.start(context);
      int open = printer.ports().get(0).number();
      Slicer.ask(Slicer.connect(open), Slicer.request("\"20004\""));
      for (byte[] nonsense : new byte[][] {{'x'}, {'x'}, Slicer.frame("not")}) {
        try (Socket socket = Slicer.connect(open)) {
          socket.getOutputStream().write(nonsense);
          assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
      }

      VirtualPrinterServer.Port plain = printer.ports().get(0);
      assertThat(plain.label()).isEqualTo("plain");
      assertThat(plain.address()).isEqualTo("127.0.0.1");
      assertThat(plain.open()).isTrue();
      assertThat(plain.failure()).isEmpty();
      assertThat(plain.connections()).isEqualTo(4);
      assertThat(plain.answered()).isEqualTo(1);
      assertThat(plain.refused().toString()).isEqualTo("{magic=2, json=1}");
      VirtualPrinterServer.Port tls = printer.ports().get(1);
      assertThat(tls.label()).isEqualTo("tls");
      assertThat(tls.number()).isEqualTo(other.getLocalPort());
      assertThat(tls.open()).isFalse();
      assertThat(tls.failure()).contains("TCP port " + other.getLocalPort(), "in use");
    }
  }

  @Test
  void showsItsIdentityWhetherOrNotItRuns() throws Exception {
    BindServerProvider printer = Printers.provider();
    try (FakeContext context = new FakeContext()) {
      printer.start(context);

      assertThat(printer.running()).isTrue();
      assertThat(printer.cipherSuites().keySet()).containsExactlyElementsOf(CipherSuites.PREFERRED);
      VirtualPrinterServer.Certificate certificate = printer.certificate().orElseThrow();
      assertThat(certificate.pem()).isEqualTo(Printers.identity().pem());
      assertThat(certificate.expires())
          .isEqualTo(Printers.identity().certificate().getNotAfter().toInstant());
    }
    assertThat(printer.running()).isFalse();
    assertThat(printer.ports()).isEmpty();
    assertThat(printer.cipherSuites()).isEmpty();
    assertThat(printer.certificate()).isEmpty();
    assertThat(printer.serial()).isEqualTo(Printers.SERIAL);
    assertThat(printer.model()).isEqualTo("C12");
    assertThat(printer.name()).isEqualTo("Bench");
  }

  /** Its file lacks required keys, so that the hub never starts it. */
  @Test
  void anUnconfiguredPrinterHasNoIdentity() throws Exception {
    BindServerProvider printer = Printers.provider("serial", null, "model", null, "name", null);

    assertThat(printer.serial()).isEmpty();
    assertThat(printer.model()).isEmpty();
    assertThat(printer.name()).isEmpty();
  }
}
