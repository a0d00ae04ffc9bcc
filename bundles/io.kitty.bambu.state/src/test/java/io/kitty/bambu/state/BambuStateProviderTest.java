// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu.state;

import static io.kitty.bambu.state.PrinterHarness.ADDRESS;
import static io.kitty.bambu.state.PrinterHarness.CODE;
import static io.kitty.bambu.state.PrinterHarness.SERIAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kitty.discovery.DiscoveryProvider;
import io.kitty.testkit.TestConfigs;
import io.kitty.testkit.TestLinks;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;

class BambuStateProviderTest {

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final int CLOSED_PORT = 1;

  @TempDir private static Path folder;
  private static PrinterCertificate other;
  private static PrinterCertificate own;

  @BeforeAll
  static void makeCertificates() throws Exception {
    other = new PrinterCertificate(folder, "01P00A4C2009982");
    own = new PrinterCertificate(folder, SERIAL);
  }

  private static void awaitError(PrinterHarness printer) {
    await("an error").atMost(SOON).until(() -> !printer.context.errors().isEmpty());
  }

  @Test
  void sendsNothingToAPrinterWithAnotherSerialNumber() throws Exception {
    try (TlsServer server = new TlsServer(other.context());
        PrinterHarness printer = new PrinterHarness(server.port()).present()) {
      awaitError(printer);

      assertThat(printer.context.errors().get(0).message())
          .isEqualTo(SERIAL + ": its certificate is for another serial number");
      assertThat(server.received()).isEmpty();
      assertThat(printer.context.sightings()).isEmpty();
    }
  }

  @Test
  void sendsNothingToAPrinterWithAnotherFingerprint() throws Exception {
    Map<String, Object> config = Map.of("fingerprint", other.fingerprint());
    try (TlsServer server = new TlsServer(own.context());
        PrinterHarness printer = new PrinterHarness(server.port(), config).present()) {
      awaitError(printer);

      assertThat(printer.context.errors().get(0).message())
          .isEqualTo(SERIAL + ": its certificate has another fingerprint");
      assertThat(server.received()).isEmpty();
    }
  }

  @Test
  void aServerThatSendsGarbageIsLeft() throws Exception {
    try (TlsServer server = new TlsServer(own.context(), "HTTP/1.1 400 Bad Request\r\n\r\n");
        PrinterHarness printer = new PrinterHarness(server.port()).present()) {
      await("the login").atMost(SOON).until(() -> server.received().contains(CODE));
      printer.advance(20);
      awaitError(printer);

      assertThat(server.received()).as("the login").contains("MQTT", "bblp", CODE);
      assertThat(printer.context.sightings()).isEmpty();
      assertThat(printer.context.errors().toString()).doesNotContain(CODE);
    }
  }

  @Test
  void aServerThatNeverAnswersIsLeftAfterTwentySeconds() throws Exception {
    try (TlsServer server = new TlsServer(own.context(), "");
        PrinterHarness printer = new PrinterHarness(server.port()).present()) {
      await("the login").atMost(SOON).until(() -> server.received().contains("bblp"));
      printer.advance(19);
      assertThat(printer.context.errors()).isEmpty();
      printer.advance(1);

      assertThat(printer.context.errors().get(0).message()).endsWith("no answer in time");
      printer.advance(5);
      assertThat(printer.count("connections")).isEqualTo(2);
    }
  }

  /** The client would wait for its own threads, which have ended, without end. */
  @Test
  void aPrinterThatClosesEachConnectionAtOnceLeavesNoThread() throws Exception {
    try (TlsServer server = TlsServer.closingAtOnce(own.context());
        PrinterHarness printer = new PrinterHarness(server.port()).present()) {
      for (int connection = 1; connection <= 3; connection++) {
        int lost = connection;
        await("a lost connection")
            .atMost(SOON)
            .until(() -> printer.context.errors().size() >= lost);
        printer.advance(300);
      }
    }
    await("the client's threads to end")
        .atMost(SOON)
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().startsWith("MQTT Con")));
  }

  @Test
  void aClosedPortIsTriedAgainWithBackoff() throws Exception {
    try (PrinterHarness printer = new PrinterHarness(CLOSED_PORT).present()) {
      for (int pause : new int[] {5, 10, 20}) {
        long connections = printer.count("connections");
        await("its end").atMost(SOON).until(() -> printer.context.errors().size() == connections);
        printer.advance(pause - 1);
        assertThat(printer.count("connections")).isEqualTo(connections);
        printer.advance(1);
        assertThat(printer.count("connections")).isEqualTo(connections + 1);
      }
    }
  }

  @Test
  void followsOnlyWhatThePrinterAnnouncedItself() throws Exception {
    try (PrinterHarness printer = new PrinterHarness(CLOSED_PORT)) {
      printer.context.present(
          PrinterHarness.device(PrinterHarness.BAMBU.relayedBy("redis"), ADDRESS, null));
      printer.context.present(PrinterHarness.device(PrinterHarness.OWN, ADDRESS, null));
      printer.context.present(
          PrinterHarness.device(PrinterHarness.BAMBU, ADDRESS, TestLinks.address("127.0.0.2")));
      printer.context.links(TestLinks.lan());
      printer.present();
      printer.advance(60);

      assertThat(printer.count("connections")).isZero();
    }
  }

  @Test
  void anotherAddressIsTriedAfterFiveSecondsAtTheEarliest() throws Exception {
    try (PrinterHarness printer = new PrinterHarness(CLOSED_PORT).present()) {
      for (int i = 2; i < 10; i++) {
        printer.context.present(
            PrinterHarness.device(PrinterHarness.BAMBU, TestLinks.address("127.0.0." + i), null));
        printer.advance(0);
      }
      assertThat(printer.count("connections")).isEqualTo(1);
      printer.advance(5);
      assertThat(printer.count("connections")).isEqualTo(2);
    }
  }

  @Test
  void theServiceDoesNotShowTheCode() {
    Map<String, Object> properties =
        Map.of("serial", SERIAL, "access.code", CODE, "enabled", true, "kitty.protocol.id", "x");
    BambuStateProvider provider =
        new BambuStateProvider(
            TestConfigs.with(
                BambuStateProvider.Config.class, Map.of("serial", SERIAL, "access_code", CODE)),
            properties);
    List<Object> registered = new ArrayList<>();
    BundleContext bundle =
        (BundleContext)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (proxy, method, arguments) -> {
                  registered.addAll(List.of(arguments));
                  return null;
                });

    provider.register(bundle, properties);
    provider.unregister();

    assertThat(registered).hasSize(3).contains(provider);
    assertThat((String[]) registered.get(0)).containsExactly(DiscoveryProvider.class.getName());
    Dictionary<?, ?> visible = (Dictionary<?, ?>) registered.get(2);
    assertThat(Collections.list(visible.keys()).toString())
        .contains("serial", "enabled", "kitty.protocol.id")
        .doesNotContain("access.code");
  }

  @Test
  void saysWhichConfigurationCannotBeUsed() {
    assertThatThrownBy(() -> new PrinterHarness(CLOSED_PORT, Map.of("access_code", "")))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "etc/io.kitty.bambu.state-bench.cfg: access.code is missing: the printer shows it");
    assertThatThrownBy(
            () -> new PrinterHarness(CLOSED_PORT, Map.of("access_code_file", "/nowhere/code")))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "etc/io.kitty.bambu.state-bench.cfg: access.code.file = /nowhere/code cannot be read:"
                + " there is no such file");
  }
}
