// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.kitty.demo.SimulatorFactory;
import io.kitty.demo.network.DemoHarness;
import io.kitty.demo.print.PrintState;
import io.kitty.state.DeviceStatus;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The broker in a printer, over TLS on the real loopback, in the bytes of MQTT 3.1.1. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux has all of 127.0.0.0/8 on its loopback")
class BambuBrokerTest {

  private static final String SERIAL = "01P00A123456789";
  private static final String REPORT = "device/" + SERIAL + "/report";
  private static final String REQUEST = "device/" + SERIAL + "/request";
  private static final String PUSH_ALL =
      "{\"pushing\":{\"sequence_id\":\"0\",\"command\":\"pushall\"}}";

  private final List<Client> clients = new ArrayList<>();
  private DemoHarness harness;
  private volatile PrintState now = DemoHarness.PRINTING;

  @BeforeEach
  void open() throws Exception {
    harness = new DemoHarness();
  }

  @AfterEach
  void close() throws Exception {
    for (Client each : clients) {
      each.socket.close();
    }
    harness.close();
  }

  private void start(boolean everything) throws Exception {
    String values =
        "{\"serial\": \"%s\", \"code\": \"demodemo\", \"everything\": %s}"
            .formatted(SERIAL, everything);
    harness.start(SimulatorFactory.of("mqtt", harness.host, DemoHarness.values(values), () -> now));
  }

  private Client connect() throws Exception {
    Client client = new Client();
    clients.add(client);
    return client;
  }

  private Client login() throws Exception {
    Client client = connect();
    assertThat(client.login("bblp", "demodemo")).isZero();
    return client;
  }

  @Test
  void itsCertificateNamesTheSerial() throws Exception {
    start(true);

    X509Certificate certificate =
        (X509Certificate) connect().socket.getSession().getPeerCertificates()[0];

    assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=" + SERIAL);
    assertThat(certificate.getVersion()).isEqualTo(1);
    certificate.verify(certificate.getPublicKey());
    certificate.checkValidity();
  }

  @Test
  void refusesAnotherCode() throws Exception {
    start(true);

    assertThat(connect().login("bblp", "wrong")).isEqualTo(5);
    assertThat(connect().login("root", "demodemo")).isEqualTo(5);
  }

  @Test
  void reportsEverythingOnRequest() throws Exception {
    start(false);
    Client client = login();
    client.subscribe(REPORT);

    client.publish(REQUEST, PUSH_ALL);

    JsonNode print = client.report();
    assertThat(print.path("command").asText()).isEqualTo("push_status");
    assertThat(print.path("gcode_state").asText()).isEqualTo("RUNNING");
    assertThat(print.path("mc_percent").asInt()).isEqualTo(25);
    assertThat(print.path("mc_remaining_time").asInt()).isEqualTo(60);
    assertThat(print.path("layer_num").asInt()).isEqualTo(50);
    assertThat(print.path("total_layer_num").asInt()).isEqualTo(200);
    assertThat(print.path("subtask_name").asText()).isEqualTo("cube.gcode");
    assertThat(print.path("nozzle_temper").asDouble()).isEqualTo(214.5);
    assertThat(print.path("bed_target_temper").asDouble()).isEqualTo(60);
    assertThat(print.path("print_error").asInt(-1)).isZero();
  }

  @Test
  void reportsOnlyWhatHasChanged() throws Exception {
    start(false);
    Client client = login();
    client.subscribe(REPORT);
    client.publish(REQUEST, PUSH_ALL);
    client.report();

    now = DemoHarness.state(DeviceStatus.ERROR);

    JsonNode print = client.report();
    assertThat(print.path("gcode_state").asText()).isEqualTo("FAILED");
    assertThat(print.path("print_error").asInt()).isNotZero();
    assertThat(print.has("subtask_name")).isFalse();
  }

  @Test
  void anX1ReportsEverythingEachTime() throws Exception {
    start(true);
    Client client = login();
    client.subscribe(REPORT);

    assertThat(client.report().path("layer_num").asInt()).isEqualTo(50);
    assertThat(client.report().path("layer_num").asInt()).isEqualTo(50);
  }

  @Test
  void answersPings() throws Exception {
    start(false);
    Client client = login();

    client.send(0xc0);

    assertThat(client.receive()).isEqualTo(0xd0);
  }

  @Test
  void endsTheConnectionOnAnotherTopic() throws Exception {
    start(false);
    Client client = login();

    client.send(0x82, new byte[] {0, 1}, utf("device/+/report"), new byte[] {0});

    assertThatThrownBy(client::receive).isInstanceOf(IOException.class);
  }

  @Test
  void hasAtMostFourClients() throws Exception {
    start(false);
    for (int i = 0; i < 4; i++) {
      login();
    }

    assertThatThrownBy(this::login).isInstanceOf(IOException.class);
  }

  private static byte[] utf(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new DataOutputStream(bytes).writeUTF(text);
    return bytes.toByteArray();
  }

  /** Trusts every certificate: the test compares it itself. */
  private static final class Anybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  private static final class Client {
    private final SSLSocket socket;
    private final DataInputStream in;
    private byte[] body = {};

    Client() throws Exception {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Anybody()}, null);
      socket =
          (SSLSocket)
              context.getSocketFactory().createSocket(DemoHarness.ADDRESS, BambuBroker.PORT);
      socket.setSoTimeout(10_000);
      socket.startHandshake();
      in = new DataInputStream(socket.getInputStream());
    }

    void send(int first, byte[]... parts) throws IOException {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (byte[] each : parts) {
        all.writeBytes(each);
      }
      ByteArrayOutputStream packet = new ByteArrayOutputStream();
      packet.write(first);
      for (int rest = all.size(); ; rest >>= 7) {
        packet.write(rest < 0x80 ? rest : rest & 0x7f | 0x80);
        if (rest < 0x80) {
          break;
        }
      }
      packet.writeBytes(all.toByteArray());
      socket.getOutputStream().write(packet.toByteArray());
    }

    /** The first byte of the next packet, whose body is kept. */
    int receive() throws IOException {
      int first = in.readUnsignedByte();
      int length = 0;
      int next;
      int shift = 0;
      do {
        next = in.readUnsignedByte();
        length |= (next & 0x7f) << shift;
        shift += 7;
      } while (next >= 0x80);
      body = in.readNBytes(length);
      return first;
    }

    int login(String user, String password) throws IOException {
      send(
          0x10,
          utf("MQTT"),
          new byte[] {4, (byte) 0xc2, 0, 60},
          utf("x"),
          utf(user),
          utf(password));
      assertThat(receive()).isEqualTo(0x20);
      return body[1];
    }

    void subscribe(String topic) throws IOException {
      send(0x82, new byte[] {0, 1}, utf(topic), new byte[] {0});
      assertThat(receive()).isEqualTo(0x90);
      assertThat(body).containsExactly(0, 1, 0);
    }

    void publish(String topic, String message) throws IOException {
      send(0x30, utf(topic), message.getBytes(UTF_8));
    }

    JsonNode report() throws IOException {
      assertThat(receive()).isEqualTo(0x30);
      byte[] topic = utf(REPORT);
      assertThat(body).startsWith(topic);
      return DemoHarness.values(new String(body, topic.length, body.length - topic.length, UTF_8))
          .path("print");
    }
  }
}
