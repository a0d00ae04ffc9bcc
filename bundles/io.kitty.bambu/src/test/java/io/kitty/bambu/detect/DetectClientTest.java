// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu.detect;

import static io.kitty.bambu.announcement.AnnouncementSamples.SERIAL;
import static io.kitty.bambu.detect.PrinterServer.naming;
import static io.kitty.bambu.detect.PrinterServer.silence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kitty.bambu.detect.DetectClient.Settings;
import io.kitty.bambu.printer.Printer;
import io.kitty.testkit.TestLinks;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectClientTest {

  private static final InetAddress HOST = TestLinks.address("127.0.0.1");
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(300);

  @TempDir static Path folder;
  private static KeyStore keys;
  private static KeyStore otherKeys;
  private static KeyStore keysOfAnotherPrinter;

  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  @BeforeAll
  static void makeKeys() throws Exception {
    keys = PrinterServer.keys(folder, SERIAL.toLowerCase(Locale.ROOT));
    otherKeys = PrinterServer.keys(folder, SERIAL);
    keysOfAnotherPrinter = PrinterServer.keys(folder, "01P00A000000001");
  }

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  private DetectClient client(Settings settings) {
    return new DetectClient(
        settings,
        (delay, task) -> {
          var unused = timer.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        });
  }

  private DetectClient overTls(PrinterServer server) throws IOException {
    return client(new Settings(PrinterServer.closedPort(), LONG, server.port(), LONG));
  }

  @Test
  void triesPlainTextFirst() throws Exception {
    try (PrinterServer plain = PrinterServer.plain(naming(SERIAL));
        PrinterServer tls = PrinterServer.tls(keys, naming(SERIAL));
        DetectClient client = client(new Settings(plain.port(), LONG, tls.port(), LONG))) {
      Printer printer = client.detect(HOST);

      assertThat(printer.serial()).isEqualTo(SERIAL);
      assertThat(printer.fields()).containsEntry("model_code", "C12");
      assertThat(plain.requests()).containsExactly(DetectMessage.request("20000"));
      assertThat(tls.requests()).isEmpty();
    }
  }

  @Test
  void usesTlsIfPlainTextIsRefused() throws Exception {
    try (PrinterServer tls = PrinterServer.tls(keys, naming(SERIAL));
        DetectClient client = overTls(tls)) {
      assertThat(client.detect(HOST).serial()).isEqualTo(SERIAL);
      assertThat(client.detect(HOST).serial()).isEqualTo(SERIAL);
    }
  }

  @Test
  void usesTlsIfPlainTextGetsNoReply() throws Exception {
    try (PrinterServer plain = PrinterServer.plain(silence());
        PrinterServer tls = PrinterServer.tls(keys, naming(SERIAL));
        DetectClient client = client(new Settings(plain.port(), SHORT, tls.port(), LONG))) {
      assertThat(client.detect(HOST).serial()).isEqualTo(SERIAL);
    }
  }

  @Test
  void refusesACertificateForAnotherSerial() throws Exception {
    try (PrinterServer tls = PrinterServer.tls(keysOfAnotherPrinter, naming(SERIAL));
        DetectClient client = overTls(tls)) {
      assertThatThrownBy(() -> client.detect(HOST)).hasMessageContaining("another serial number");
    }
  }

  @Test
  void refusesAnotherCertificateThanBefore() throws Exception {
    try (PrinterServer tls = PrinterServer.tls(keys, naming(SERIAL));
        PrinterServer impostor = PrinterServer.tls(otherKeys, naming(SERIAL))) {
      PrinterTrustManager certificates = new PrinterTrustManager();
      connect(certificates, tls.port());

      assertThatThrownBy(() -> connect(certificates, impostor.port()))
          .hasMessageContaining("another certificate than before");
      connect(certificates, tls.port());
    }
  }

  private static void connect(PrinterTrustManager certificates, int port) throws IOException {
    try (var socket = (javax.net.ssl.SSLSocket) certificates.factory().createSocket(HOST, port)) {
      socket.startHandshake();
      certificates.check(HOST, SERIAL, socket.getSession());
    }
  }

  @Test
  void timesOutOnAReplyByteByByte() throws Exception {
    PrinterServer.Reply trickle =
        out -> {
          out.write(new byte[] {(byte) 0xa5, (byte) 0xa5, 0, 16});
          while (true) {
            out.write(' ');
            out.flush();
            Thread.sleep(50);
          }
        };
    try (PrinterServer plain = PrinterServer.plain(trickle);
        DetectClient client =
            client(new Settings(plain.port(), SHORT, PrinterServer.closedPort(), LONG))) {
      long started = System.nanoTime();

      assertThatThrownBy(() -> client.detect(HOST)).hasMessageContaining("no answer in time");
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void closingAbortsAttempts() throws Exception {
    try (PrinterServer plain = PrinterServer.plain(silence())) {
      DetectClient client =
          client(new Settings(plain.port(), LONG, PrinterServer.closedPort(), LONG));
      CompletableFuture<Void> asked =
          CompletableFuture.runAsync(
              () -> assertThatThrownBy(() -> client.detect(HOST)).isInstanceOf(IOException.class));
      await().until(() -> !plain.requests().isEmpty());

      client.close();

      await().atMost(Duration.ofSeconds(5)).until(asked::isDone);
      asked.join();
    }
  }
}
