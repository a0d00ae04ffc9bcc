// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kitty.commons.key.Secret;
import io.kitty.mqtt.Mosquitto;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** URLs, certificates and the last will. */
class BrokerConnectionTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir private Path folder;

  private final Map<String, String> received = new ConcurrentHashMap<>();

  private BrokerConnection open(String url, String ca) throws IOException {
    return open(url, BrokerTls.sockets(ca, "", ""));
  }

  private BrokerConnection open(String url, SSLSocketFactory tls) throws IOException {
    BrokerSettings settings = new BrokerSettings(BrokerUrl.parse(url), "", Secret.NONE, tls);
    return BrokerConnection.open(
        settings,
        "kitty/status",
        new BrokerListener() {
          @Override
          public void onMessage(String topic, byte[] payload, boolean retained) {
            received.put(topic, new String(payload, UTF_8));
          }

          @Override
          public void onLost(String reason) {
            received.put("lost", reason);
          }
        });
  }

  @Test
  void theBrokerSaysThatAHubWasLost() throws Exception {
    try (Mosquitto broker = new Mosquitto(folder);
        BrokerConnection other = open(broker.url(), "")) {
      other.subscribe("kitty/status");
      BrokerConnection hub = open(broker.url(), "");
      hub.publish("kitty/status", "online", true);
      await("online").atMost(SOON).until(() -> "online".equals(received.get("kitty/status")));

      hub.abort();

      await("offline").atMost(SOON).until(() -> "offline".equals(received.get("kitty/status")));
    }
  }

  @Test
  void tlsNeedsACertificateThatIsTrusted() throws Exception {
    try (Mosquitto broker = new Mosquitto(folder)) {
      open(broker.urlWithTls(), broker.certificate()).close();

      assertThatThrownBy(() -> open(broker.urlWithTls(), "")).hasMessageContaining("ca.file");
      assertThatThrownBy(
              () ->
                  open(broker.urlWithTls().replace("127.0.0.1", "localhost"), broker.certificate()))
          .hasMessageContaining("for another host");
      assertThatThrownBy(() -> open(broker.url().replace("mqtt", "mqtts"), broker.certificate()))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void aBrokerMayAskForTheCertificateOfTheHub() throws Exception {
    try (Mosquitto broker = new Mosquitto(folder)) {
      String ca = broker.certificate();
      open(broker.urlWithCertificate(), BrokerTls.sockets(ca, ca, broker.key())).close();

      assertThatThrownBy(() -> open(broker.urlWithCertificate(), ca))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void connectsOverAWebSocket() throws Exception {
    try (Mosquitto broker = new Mosquitto(folder);
        BrokerConnection hub = open(broker.urlOfWebSocket(), "")) {
      hub.subscribe("kitty/status");
      hub.publish("kitty/status", "online", true);

      await("online").atMost(SOON).until(() -> "online".equals(received.get("kitty/status")));
    }
  }

  @Test
  void aLargeMessagePassesAWebSocket() throws Exception {
    String payload = "x".repeat(200_000);
    try (Mosquitto broker = new Mosquitto(folder);
        BrokerConnection hub = open(broker.urlOfWebSocket(), "")) {
      hub.subscribe("kitty/large");
      hub.publish("kitty/large", payload, false);
      hub.publish("kitty/large", "x".repeat(126), false);
      hub.publish("kitty/large", payload, false);

      await("the last").atMost(SOON).until(() -> payload.equals(received.get("kitty/large")));
    }
  }

  @Test
  void saysThatThereIsNoWebSocket() throws Exception {
    try (Mosquitto broker = new Mosquitto(folder)) {
      assertThatThrownBy(() -> open(broker.url().replace("mqtt:", "ws:"), ""))
          .isInstanceOf(IOException.class);
    }
  }

  /** The client would allocate what the head of a packet announces. */
  @Test
  void aPacketThatIsTooLargeEndsTheConnection() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread hostile =
          new Thread(
              () -> {
                try (Socket hub = server.accept()) {
                  hub.getInputStream().read();
                  hub.getInputStream().readNBytes(hub.getInputStream().read()); // CONNECT
                  hub.getOutputStream().write(new byte[] {0x20, 2, 0, 0}); // CONNACK
                  hub.getInputStream().read(); // PUBLISH
                  hub.getOutputStream().write(new byte[] {0x30, -1, -1, -1, 127}); // 256 MB
                  hub.getInputStream().transferTo(OutputStream.nullOutputStream());
                } catch (IOException e) {
                  received.put("hostile", String.valueOf(e.getMessage()));
                }
              });
      hostile.start();
      BrokerConnection hub = open("mqtt://127.0.0.1:" + server.getLocalPort(), "");

      hub.publish("kitty/any", "", false);

      await("the end").atMost(SOON).until(() -> received.containsKey("lost"));
      assertThat(received.get("lost")).contains("more than 1048576 bytes");
      hub.abort();
      hostile.join();
    }
  }

  @Test
  void saysThatNothingListens() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    assertThatThrownBy(() -> open("mqtt://127.0.0.1:" + port, ""))
        .hasMessageContaining("nothing listens there");
  }

  @ParameterizedTest
  @CsvSource({
    "mqtt://broker.lan, tcp://broker.lan:1883",
    "mqtts://broker.lan, tcp://broker.lan:8883",
    "mqtt://[::1]:1884, tcp://[::1]:1884",
    "ws://broker.lan/mqtt, tcp://broker.lan:80",
    "wss://broker.lan:9001/mqtt, tcp://broker.lan:9001",
    "mqtt://broker.lan/, tcp://broker.lan:1883"
  })
  void readsUrls(String url, String library) {
    assertThat(BrokerUrl.parse(url).forLibrary()).isEqualTo(library);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "broker.lan",
        "tcp://broker.lan:1883",
        "mqtt://kitty:secret@broker.lan",
        "mqtt://broker.lan:0",
        "mqtt://broker.lan:70000",
        "mqtt://broker.lan/path"
      })
  void refusesOtherUrlsWithoutRepeatingThem(String url) {
    assertThatThrownBy(() -> BrokerUrl.parse(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("url must ")
        .hasMessageNotContaining("secret");
  }

  @Test
  void refusesFilesThatAreNoCertificates() {
    assertThatThrownBy(() -> BrokerTls.sockets("/nowhere/ca.pem", "", ""))
        .hasMessage("ca.file = /nowhere/ca.pem cannot be read: there is no such file");
    assertThatThrownBy(() -> BrokerTls.sockets("README.md", "", ""))
        .hasMessage("ca.file = README.md does not contain certificates in PEM form");
    assertThatThrownBy(() -> BrokerTls.sockets("", "README.md", ""))
        .hasMessageContaining("must both be set");
  }
}
