// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** UPnP devices with irregular messages, descriptions and HTTP servers. */
class DescriptionsIT {
  private static final Duration SOON = Duration.ofSeconds(8);
  private static final String ROOT = "upnp:rootdevice";
  private static final String HEAT = "urn:kiln-works:service:Heat:1";

  private static HubProcess hub;

  private final String uuid = UUID.randomUUID().toString();
  private final String udn = "uuid:" + uuid;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.linux();
    hub = HubProcess.prepare("descriptions");
    hub.boot("kitty-ssdp, kitty-store, kitty-web, kitty-shell");
    hub.start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (hub != null) {
      hub.close();
    }
  }

  private static String document(String name, String udn) {
    return document("<?xml version=\"1.0\"?>\n", "", name, udn);
  }

  private static String document(String prolog, String base, String name, String udn) {
    return prolog
        + "<root xmlns=\"urn:schemas-upnp-org:device-1-0\">"
        + base
        + "<device><deviceType>urn:kiln-works:device:Kiln:1</deviceType><friendlyName>"
        + name
        + "</friendlyName><modelName>Kiln 3</modelName><UDN>"
        + udn
        + "</UDN><serviceList><service><serviceType>"
        + HEAT
        + "</serviceType></service></serviceList><presentationURL>index.html</presentationURL>"
        + "</device></root>";
  }

  private static JsonNode device(String id) throws IOException, InterruptedException {
    return hub.rest().json("/devices/" + id);
  }

  private static void awaitName(String id, String name) {
    await(name)
        .atMost(SOON)
        .untilAsserted(() -> assertThat(device(id).path("name").asText()).isEqualTo(name));
  }

  // Identifiers

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s::upnp:rootdevice",
        "uuid:uuid:%s::upnp:rootdevice",
        "uuid:%s\n::upnp:rootdevice",
        "uuid:\r\n %s::upnp:rootdevice",
        " UUID: %s ::upnp:rootdevice"
      })
  void isNamedHoweverItWritesItsUsn(String usn) throws Exception {
    try (RawUpnpDevice kiln =
        RawUpnpDevice.serving(document("Kiln", udn.toUpperCase(Locale.ROOT)).getBytes(UTF_8))) {
      kiln.alive(ROOT, usn.formatted(uuid));

      awaitName(udn, "Kiln");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "uuid:uuid:%s", "\n  uuid:%s\n", "uuid: %s"})
  void isNamedHoweverItsDescriptionWritesItsUdn(String written) throws Exception {
    String document = document("Kiln", written.formatted(uuid));
    try (RawUpnpDevice kiln = RawUpnpDevice.serving(document.getBytes(UTF_8))) {
      kiln.alive(ROOT, udn + "::" + ROOT);

      awaitName(udn, "Kiln");
    }
  }

  @Test
  void isNamedButNotIdentifiedByADescriptionWithAnotherUdn() throws Exception {
    String other = "uuid:" + UUID.randomUUID();
    try (RawUpnpDevice roku = RawUpnpDevice.serving(document("Roku", other).getBytes(UTF_8))) {
      roku.alive("roku:ecp", "uuid:roku:ecp:" + uuid);

      awaitName("uuid:roku:ecp:" + uuid, "Roku");
      assertThat(hub.rest().get("/devices/" + other).statusCode()).isEqualTo(404);
    }
  }

  // Descriptions

  static Stream<byte[]> faults() {
    String kuche = "K\u00fcche";
    String latin = "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>";
    String cyrillic = "<?xml version=\"1.0\" encoding=\"windows-1251\"?>";
    String wide = "<?xml version=\"1.0\" encoding=\"UTF-16\"?>";
    String document = document("\u00c4 %s \u00d6", "%s");
    return Stream.of(
        document("Tom & Jerry's %s", "%s").getBytes(UTF_8),
        document("a < b %s", "%s").getBytes(UTF_8),
        document("M&eacute;dia&nbsp;%s", "%s").getBytes(UTF_8),
        document("Bell\u0007 %s", "%s").getBytes(UTF_8),
        ("\ufeff\r\n" + document).getBytes(UTF_8),
        document(kuche + " %s", "%s").getBytes(ISO_8859_1),
        document(latin, "", kuche + " %s", "%s").getBytes(ISO_8859_1),
        document(cyrillic, "", "\u0414\u043e\u043c %s", "%s")
            .getBytes(Charset.forName("windows-1251")),
        document.replace("</modelName>", "").getBytes(UTF_8),
        document.substring(0, document.indexOf("<serviceList>")).getBytes(UTF_8),
        document(wide, "", kuche + " %s", "%s").getBytes(UTF_16));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void isNamedInSpiteOfAFaultInItsDescription(byte[] template) throws Exception {
    boolean wide = template[1] == (byte) 0xff || template[1] == 0;
    Charset charset = wide ? UTF_16 : ISO_8859_1;
    String word = UUID.randomUUID().toString().substring(0, 8);
    byte[] document = new String(template, charset).formatted(word, udn).getBytes(charset);
    try (RawUpnpDevice kiln = RawUpnpDevice.serving(document)) {
      kiln.alive(ROOT, udn + "::" + ROOT);

      await(word)
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(device(udn).path("name").asText())
                      .contains(word)
                      .matches("[\\p{L}\\p{Nd} &'<-]+"));
      assertThat(device(udn).path("model").asText()).isEqualTo("Kiln 3");
    }
  }

  @Test
  void isNotNamedByADescriptionWithADtd() throws Exception {
    String evil =
        document(
            "<?xml version=\"1.0\"?><!DOCTYPE root [<!ENTITY n SYSTEM \"file:///etc/hostname\">]>",
            "",
            "&n;",
            udn);
    try (RawUpnpDevice kiln = RawUpnpDevice.serving(evil.getBytes(UTF_8));
        RawUpnpDevice after = RawUpnpDevice.serving(document("After", "uuid:x1").getBytes(UTF_8))) {
      kiln.alive(ROOT, udn + "::" + ROOT);
      after.alive(ROOT, udn + "-after::" + ROOT);

      awaitName(udn + "-after", "After");
      assertThat(device(udn).path("name").asText()).isEmpty();
      assertThat(device(udn).path("id").asText()).isEqualTo(udn);
    }
  }

  @Test
  void linksToThePageBesideItsUrlBase() throws Exception {
    try (RawUpnpDevice kiln =
        new RawUpnpDevice(
            (path, out) -> {
              String base = "<URLBase>http://127.0.20.250:80/</URLBase>";
              out.write(
                  RawUpnpDevice.response("", document("", base, "Base", udn).getBytes(UTF_8)));
            })) {
      kiln.alive(ROOT, udn + "::" + ROOT);
      awaitName(udn, "Base");
      assertThat(device(udn).path("url").asText())
          .as("a base on another machine does not count")
          .isEqualTo("http://%s:%d/index.html".formatted(kiln.address(), kiln.port()));
    }
    String own = "uuid:" + UUID.randomUUID();
    List<RawUpnpDevice> devices = new ArrayList<>();
    try (RawUpnpDevice kiln =
        new RawUpnpDevice(
            (path, out) -> {
              String base = "<URLBase>http://" + devices.get(0).address() + ":80/</URLBase>";
              out.write(RawUpnpDevice.response("", document("", base, "Own", own).getBytes(UTF_8)));
            })) {
      devices.add(kiln);
      kiln.alive(ROOT, own + "::" + ROOT);
      awaitName(own, "Own");
      assertThat(device(own).path("url").asText())
          .isEqualTo("http://" + kiln.address() + ":80/index.html");
    }
  }

  // HTTP servers

  @Test
  void isNamedByAChunkedAnswer() throws Exception {
    byte[] document = document("Chunks", udn).getBytes(UTF_8);
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    for (int at = 0; at < document.length; at += 50) {
      int size = Math.min(50, document.length - at);
      chunks.writeBytes((Integer.toHexString(size) + "\r\n").getBytes(UTF_8));
      chunks.write(document, at, size);
      chunks.writeBytes("\r\n".getBytes(UTF_8));
    }
    chunks.writeBytes("0\r\n\r\n".getBytes(UTF_8));
    assertIsNamed("Chunks", "Transfer-Encoding: chunked", chunks.toByteArray());
  }

  @Test
  void isNamedByACompressedAnswer() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(document("Packed", udn).getBytes(UTF_8));
    }
    assertIsNamed("Packed", "Content-Encoding: gzip", packed.toByteArray());
  }

  @Test
  void isNamedByAnAnswerWhoseLengthCountsCharacters() throws Exception {
    String document = document("Gr\u00f6\u00dfe \u00c4\u00d6\u00dc", udn);
    String length = "Content-Length: " + document.length();
    assertIsNamed("Gr\u00f6\u00dfe \u00c4\u00d6\u00dc", length, document.getBytes(UTF_8));
  }

  @Test
  void isNamedByAnAnswerThatBreaksOff() throws Exception {
    String document = document("Half", udn);
    byte[] half = document.substring(0, document.indexOf("</UDN>")).getBytes(UTF_8);
    assertIsNamed("Half", "Content-Length: " + document.length(), half);
  }

  private void assertIsNamed(String name, String headers, byte[] body) throws IOException {
    try (RawUpnpDevice kiln = RawUpnpDevice.answering(RawUpnpDevice.response(headers, body))) {
      kiln.alive(ROOT, udn + "::" + ROOT);

      awaitName(udn, name);
    }
  }

  @Test
  void isNamedByWhatItsServerRedirectsTo() throws Exception {
    byte[] moved = "HTTP/1.1 301 Moved\r\nLocation: /e.xml\r\n\r\n".getBytes(UTF_8);
    byte[] there = RawUpnpDevice.response("", document("Moved", udn).getBytes(UTF_8));
    try (RawUpnpDevice kiln =
        new RawUpnpDevice((path, out) -> out.write(path.equals("/e.xml") ? there : moved))) {
      kiln.alive(ROOT, udn + "::" + ROOT);

      awaitName(udn, "Moved");
    }
  }

  @Test
  void isNamedThoughItsServerTakesItsTimeAndDelaysNobody() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    List<RawUpnpDevice> slow = new ArrayList<>();
    try (RawUpnpDevice quick = RawUpnpDevice.serving(document("Quick", udn).getBytes(UTF_8))) {
      for (int i = 0; i < 10; i++) {
        byte[] answer =
            RawUpnpDevice.response("", document("Slow " + i, udn + "-" + i).getBytes(UTF_8));
        RawUpnpDevice kiln =
            new RawUpnpDevice(
                (path, out) -> {
                  go.await();
                  TimeUnit.SECONDS.sleep(4);
                  out.write(answer);
                });
        slow.add(kiln);
        kiln.alive(ROOT, udn + "-" + i + "::" + ROOT);
      }
      quick.alive(ROOT, udn + "::" + ROOT);

      awaitName(udn, "Quick");
      assertThat(device(udn + "-9").path("name").asText()).isEmpty();
      go.countDown();
      for (int i = 0; i < 10; i++) {
        awaitName(udn + "-" + i, "Slow " + i);
      }
    } finally {
      for (RawUpnpDevice kiln : slow) {
        kiln.close();
      }
    }
  }

  // Goodbyes

  @Test
  void leavesWithItsRootDeviceAndNotWithAService() throws Exception {
    try (RawUpnpDevice kiln = RawUpnpDevice.serving(document("Kiln", udn).getBytes(UTF_8))) {
      kiln.alive(ROOT, udn + "::" + ROOT);
      kiln.alive(HEAT, udn + "::" + HEAT);
      awaitName(udn, "Kiln");
      assertThat(Rest.each(device(udn).path("services"), "type")).containsExactly(HEAT);

      kiln.byebye(HEAT, udn + "::" + HEAT);
      kiln.byebye("urn:kiln-works:device:Fan:1", udn + "::urn:kiln-works:device:Fan:1");
      await("the end of the service")
          .atMost(SOON)
          .until(() -> device(udn).path("services").isEmpty());
      assertThat(device(udn).path("presence").asText()).isEqualTo("present");

      kiln.byebye(ROOT, udn + "::" + ROOT);
      await("the end of the device")
          .atMost(SOON)
          .until(() -> device(udn).path("presence").asText().equals("departed"));
      assertThat(device(udn).path("departed_reason").asText()).isEqualTo("GOODBYE");
    }
  }

  @Test
  void leavesWithItsLastType() throws Exception {
    try (RawUpnpDevice kiln = RawUpnpDevice.serving(document("Kiln", "uuid:x1").getBytes(UTF_8))) {
      kiln.alive(HEAT, udn + "::" + HEAT);
      awaitName(udn, "Kiln");

      kiln.byebye(HEAT, udn + "::" + HEAT);

      await("the end of the device")
          .atMost(SOON)
          .until(() -> device(udn).path("presence").asText().equals("departed"));
    }
  }

  @Test
  void staysApartFromAnotherWithTheSameDefaultUdn() throws Exception {
    String both = "uuid:2fac1234-31f8-11b4-a222-08002b34c003";
    try (RawUpnpDevice one = RawUpnpDevice.serving(document("One", both).getBytes(UTF_8));
        RawUpnpDevice two = RawUpnpDevice.serving(document("Two", both).getBytes(UTF_8))) {
      one.alive(ROOT, both + "::" + ROOT);
      two.alive(ROOT, both + "::" + ROOT);

      awaitName("ssdp:" + one.address(), "One");
      awaitName("ssdp:" + two.address(), "Two");
    }
  }
}
