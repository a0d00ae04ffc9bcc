// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu.announcement;

import static io.kitty.bambu.announcement.AnnouncementSamples.SERIAL;
import static io.kitty.bambu.announcement.AnnouncementSamples.URN;
import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.bambu.announcement.PrinterAnnouncement.Kind;
import io.kitty.bambu.printer.Printer;
import io.kitty.testkit.TestLinks;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnnouncementParserTest {

  private static final InetAddress SENDER = TestLinks.address("192.0.2.9");

  private static PrinterAnnouncement parse(byte[] message) {
    return AnnouncementParser.parse(message).orElseThrow();
  }

  private static PrinterAnnouncement withUsn(String usn) {
    return parse(AnnouncementSamples.alive(usn, "192.0.2.7"));
  }

  private static PrinterAnnouncement withLocation(String location) {
    return parse(AnnouncementSamples.alive(SERIAL, location));
  }

  @Test
  void readsWhatAPrinterAnnounces() {
    PrinterAnnouncement read =
        parse(
            AnnouncementSamples.alive(
                SERIAL, "192.0.2.7", AnnouncementSamples.details("C12", "Küche 1")));

    assertThat(read.kind()).isEqualTo(Kind.ALIVE);
    assertThat(read.type()).isEqualTo(URN);
    assertThat(read.address(SENDER)).isEqualTo(TestLinks.address("192.0.2.7"));
    assertThat(read.maxAge()).isEqualTo(1800);
    assertThat(read.printer().serial()).isEqualTo(SERIAL);
    assertThat(read.printer().model()).isEqualTo("P1S");
    assertThat(read.printer().fields())
        .isEqualTo(
            Map.of(
                "model_code", "C12",
                "name", "Küche 1",
                "signal", "-40",
                "connect", "lan",
                "bind", "free",
                "seclink", "secure",
                "inf", "wlan0",
                "version", "01.02.03.04",
                "dev_cap", "1"));
  }

  @Test
  void readsAnswersAndGoodbyes() {
    assertThat(parse(AnnouncementSamples.response(SERIAL, "192.0.2.7", "EXT:")).kind())
        .isEqualTo(Kind.ALIVE);
    assertThat(parse(AnnouncementSamples.byebye(SERIAL)).kind()).isEqualTo(Kind.BYEBYE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NOTIFY * HTTP/1.1\nNT: " + URN + "\nUSN: X1",
        "NOTIFY * HTTP/1.1\r\nNT: " + URN + "\r\nUSN: X1",
        "\n\n  NOTIFY * HTTP/1.1\n    NT:   " + URN + "  \n    USN:X1  \n\n",
        "notify * http/1.0\r\nnt:URN:BambuLab-COM:Device:3DPrinter:1\r\nusn:x1\r\n\r\n",
        "NOTIFY * HTTP/1.1\rnT: " + URN + "\rgarbage\r: nothing\rUSN : X1\rUSN: X2",
        "HTTP/1.1 200 OK\r\nST: urn:bambulab-com:device:C12:1\r\nUSN: X1\r\nUSN: X2"
      })
  void readsSloppyMessages(String message) {
    assertThat(AnnouncementSamples.parse(message).orElseThrow().printer().serial()).isEqualTo("X1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \r\n ",
        "NOTIFY * HTTP/1.1",
        "NOTIFY * HTTP/1.1\r\nUSN: X1",
        "NOTIFY * HTTP/1.1\r\nNT: " + URN,
        "NOTIFY * HTTP/1.1\r\nNT: " + URN + "\r\nUSN: ",
        "NOTIFY * HTTP/1.1\r\nNT: " + URN + "\r\nUSN: uuid:",
        "NOTIFY * HTTP/1.1\r\nNT: " + URN + "\r\nUSN: two words",
        "NOTIFY * HTTP/1.1\r\nNT: " + URN + "\r\n\r\nUSN: X1",
        "NOTIFY * HTTP/1.1\r\nNT: " + URN + "\r\nNTS: ssdp:propchange\r\nUSN: X1",
        "NOTIFY * HTTP/1.1\r\nNTX: " + URN + "\r\nUSN: X1",
        "NOTIFY * HTTP/1.1\r\nNT: urn:schemas-upnp-org:device:x1:1\r\nUSN: uuid:a1::x1",
        "NOTIFY * HTTP/1.1\r\nNT: upnp:rootdevice\r\nDevModel.bambu.com: C11\r\nUSN: X1",
        "HTTP/1.1 404 Not Found\r\nST: " + URN + "\r\nUSN: X1",
        "GET / HTTP/1.1\r\nNT: " + URN + "\r\nUSN: X1",
        "M-SEARCH * HTTP/1.1\r\nST: " + URN,
        "M-SEARCH * HTTP/1.1\r\nMAN: \"ssdp:discover\"\r\nST: upnp:rootdevice"
      })
  void readsNothingElse(String message) {
    assertThat(AnnouncementSamples.parse(message)).isEmpty();
  }

  @Test
  void readsASearch() {
    PrinterAnnouncement search = parse(SearchRequest.packet(1990));

    assertThat(search.kind()).isEqualTo(Kind.MSEARCH);
    assertThat(search.printer()).isNull();
    assertThat(search.mx()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01p00a1",
        "uuid:01P00A1",
        "UUID: 01P00A1",
        "uuid:UUID:01P00A1",
        "01P00A1::urn:x",
        "uuid:01p00A1::x"
      })
  void findsTheSerialInAnyUsn(String usn) {
    assertThat(withUsn(usn).printer().serial()).isEqualTo("01P00A1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.2.7",
        "http://192.0.2.7:80/",
        "HTTPS://192.0.2.7/x?y",
        "192.0.2.7:8883",
        "http://192.0.2.7"
      })
  void findsTheAddressInAnyLocation(String location) {
    assertThat(withLocation(location).address(SENDER)).isEqualTo(TestLinks.address("192.0.2.7"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0.0.0.0",
        "0.1.2.3",
        "127.0.0.1",
        "http://127.1.2.3:80/",
        "169.254.1.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "192.0.2.256",
        "192.0.2",
        "3221225991",
        "192.0.2.7.example.org",
        "http://a@192.0.2.7/",
        "printer.example.org",
        "http://[::1]/",
        "::1"
      })
  void usesTheSenderIfTheAddressIsImpossible(String location) {
    assertThat(withLocation(location).address(SENDER)).isEqualTo(SENDER);
  }

  @Test
  void acceptsALinkLocalAddressOfALinkLocalSender() {
    assertThat(withLocation("169.254.1.1").address(TestLinks.address("169.254.9.9")))
        .isEqualTo(TestLinks.address("169.254.1.1"));
  }

  @Test
  void doesNotMistakeOneHeaderForAnother() {
    PrinterAnnouncement read =
        parse(AnnouncementSamples.alive(SERIAL, "", "LocationExtra: 192.0.2.7", "XUSN: X2"));

    assertThat(read.address(SENDER)).isEqualTo(SENDER);
    assertThat(read.printer().serial()).isEqualTo(SERIAL);
  }

  @Test
  void truncatesLongTextAndDropsControlCharacters() {
    PrinterAnnouncement read =
        parse(
            AnnouncementSamples.alive(
                SERIAL, "192.0.2.7", "DevName.bambu.com: \u001b[31m" + "n".repeat(2000)));

    assertThat(read.printer().fields().get("name")).startsWith("[31mnnn").hasSize(256);
    assertThat(AnnouncementParser.parse(AnnouncementSamples.alive(SERIAL, "x".repeat(9000))))
        .isEmpty();
    assertThat(
            AnnouncementSamples.parse("NOTIFY * HTTP/1.1\nNT: " + URN + "\nUSN: " + "1".repeat(65)))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "BL-P001, X1 Carbon",
    "3DPrinter-X1-Carbon, X1 Carbon",
    "n2s, A1",
    "O1C2, H2C",
    "O2D, H2D Pro",
    "X1,",
    "Z9Z9,",
    "BL-A001,"
  })
  void namesModelsByCode(String code, String name) {
    PrinterAnnouncement read =
        parse(AnnouncementSamples.alive(SERIAL, "192.0.2.7", "DevModel.bambu.com: " + code));

    assertThat(read.printer().model()).isEqualTo(name);
    assertThat(read.printer().fields()).containsEntry("model_code", code);
  }

  @ParameterizedTest
  @CsvSource({
    "C12, C12, P1S",
    "n2s, n2s, A1",
    "BL-P001, BL-P001, X1 Carbon",
    "3DPrinter-X1-Carbon, 3DPrinter-X1-Carbon, X1 Carbon",
    "O9Z, O9Z,",
    "3dprinter,,",
    "printer,,",
    "'',,"
  })
  void takesTheModelFromTheTypeWhereItsHeaderIsEmpty(String type, String code, String name) {
    Printer printer =
        AnnouncementSamples.parse(
                "NOTIFY * HTTP/1.1\nNT: urn:bambulab-com:device:"
                    + type
                    + ":1\nUSN: X1\nDevModel.bambu.com:")
            .orElseThrow()
            .printer();

    assertThat(printer.fields().get("model_code")).isEqualTo(code);
    assertThat(printer.model()).isEqualTo(name);
  }

  @Test
  void prefersTheModelHeader() {
    String type = "NOTIFY * HTTP/1.1\nNT: urn:bambulab-com:device:C12:1\nUSN: X1\n";

    assertThat(
            AnnouncementSamples.parse(type + "DevModel.bambu.com: N1")
                .orElseThrow()
                .printer()
                .model())
        .isEqualTo("A1 mini");
    assertThat(AnnouncementSamples.parse(type).orElseThrow().printer().model()).isEqualTo("P1S");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "\u00ff\u00fe", "-4\u00e9", "strong", "-44 dBm", "--4", "1e3", "4444444444"})
  void dropsANonNumericSignal(String signal) {
    byte[] message =
        new String(
                AnnouncementSamples.alive(
                    SERIAL,
                    "192.0.2.7",
                    "DevSignal.bambu.com: " + signal,
                    "DevCap.bambu.com: " + signal,
                    "DevName.bambu.com: K\u00fcche"),
                StandardCharsets.UTF_8)
            .getBytes(StandardCharsets.ISO_8859_1);

    assertThat(parse(message).printer().fields()).isEqualTo(Map.of("name", "K\u00fcche"));
  }
}
