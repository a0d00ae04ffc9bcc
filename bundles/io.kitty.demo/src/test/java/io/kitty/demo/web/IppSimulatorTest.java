// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.demo.SimulatorFactory;
import io.kitty.demo.network.DemoHarness;
import io.kitty.demo.print.PrintState;
import io.kitty.state.DeviceStatus;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A paper printer, asked in the bytes of RFC 8010. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux has all of 127.0.0.0/8 on its loopback")
class IppSimulatorTest {

  private static final int GET_PRINTER_ATTRIBUTES = 0x000b;

  private DemoHarness harness;
  private volatile PrintState now = DemoHarness.PRINTING;

  @BeforeEach
  void open() throws Exception {
    harness = new DemoHarness();
    harness.start(
        SimulatorFactory.of(
            "ipp",
            harness.host,
            DemoHarness.values("{\"port\": 18631, \"name\": \"Desk\", \"uuid\": \"0-1\"}"),
            () -> now));
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private static byte[] request(int operation, String... attributes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeShort(0x0101);
    out.writeShort(operation);
    out.writeInt(7);
    out.writeByte(1);
    attribute(out, 0x47, "attributes-charset", "utf-8");
    attribute(out, 0x48, "attributes-natural-language", "en");
    attribute(out, 0x45, "printer-uri", "ipp://" + DemoHarness.ADDRESS + "/ipp/print");
    for (int i = 0; i < attributes.length; i++) {
      attribute(out, 0x44, i == 0 ? "requested-attributes" : "", attributes[i]);
    }
    out.writeByte(3);
    return bytes.toByteArray();
  }

  private static void attribute(DataOutputStream out, int tag, String name, String value)
      throws IOException {
    out.writeByte(tag);
    out.writeUTF(name);
    out.writeUTF(value);
  }

  private static HttpResponse<byte[]> post(byte[] body) throws Exception {
    URI uri = URI.create("http://" + DemoHarness.ADDRESS + ":18631/ipp/print");
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/ipp")
                .POST(BodyPublishers.ofByteArray(body))
                .build(),
            BodyHandlers.ofByteArray());
  }

  /** The values of all attributes; numbers as decimal text. */
  private static Map<String, List<String>> attributes(byte[] response) {
    ByteBuffer in = ByteBuffer.wrap(response);
    assertThat(in.getShort()).isEqualTo((short) 0x0101);
    assertThat(in.getShort()).as("status").isZero();
    assertThat(in.getInt()).as("request").isEqualTo(7);
    Map<String, List<String>> attributes = new LinkedHashMap<>();
    String name = "";
    for (int tag = in.get(); tag != 3; tag = in.get()) {
      if (tag >= 0x10) {
        String own = new String(field(in), UTF_8);
        name = own.isEmpty() ? name : own;
        byte[] value = field(in);
        String text =
            tag < 0x30
                ? Integer.toString(ByteBuffer.wrap(value).getInt())
                : new String(value, UTF_8);
        attributes.computeIfAbsent(name, any -> new ArrayList<>()).add(text);
      }
    }
    assertThat(in.hasRemaining()).isFalse();
    return attributes;
  }

  private static byte[] field(ByteBuffer in) {
    byte[] bytes = new byte[in.getShort()];
    in.get(bytes);
    return bytes;
  }

  @Test
  void sendsTheRequestedAttributesOnly() throws Exception {
    HttpResponse<byte[]> response =
        post(request(GET_PRINTER_ATTRIBUTES, "printer-state", "marker-levels"));

    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/ipp");
    assertThat(attributes(response.body()))
        .containsEntry("printer-state", List.of("4"))
        .containsEntry("marker-levels", List.of("72", "41", "8", "55"))
        .containsOnlyKeys(
            "attributes-charset", "attributes-natural-language", "printer-state", "marker-levels");
  }

  @ParameterizedTest
  @CsvSource({
    "PREPARING,4,none", "RUNNING,4,none", "PAUSED,5,media-empty-error",
    "ERROR,5,media-jam-error", "FINISHED,3,none", "IDLE,3,none"
  })
  void reportsItsState(DeviceStatus status, String number, String reason) throws Exception {
    now = DemoHarness.state(status);

    assertThat(attributes(post(request(GET_PRINTER_ATTRIBUTES)).body()))
        .containsEntry("printer-state", List.of(number))
        .containsEntry("printer-state-reasons", List.of(reason))
        .containsEntry("printer-make-and-model", List.of("Desk"))
        .containsEntry("printer-uuid", List.of("urn:uuid:0-1"));
  }

  @Test
  void supportsNoOtherOperation() throws Exception {
    byte[] response = post(request(0x0002)).body();

    assertThat(ByteBuffer.wrap(response).getShort(2)).isEqualTo((short) 0x0501);
  }

  @Test
  void refusesWhatIsNoRequest() throws Exception {
    assertThat(post(new byte[] {1, 1, 0}).statusCode()).isEqualTo(400);
    assertThat(post("GET / HTTP/1.1".getBytes(UTF_8)).statusCode()).isEqualTo(400);
  }
}
