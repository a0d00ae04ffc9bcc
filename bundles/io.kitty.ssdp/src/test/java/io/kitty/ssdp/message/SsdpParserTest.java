// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp.message;

import static io.kitty.ssdp.message.SsdpMessages.UDN;
import static io.kitty.ssdp.message.SsdpMessages.parse;
import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.ssdp.message.SsdpMessage.Kind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SsdpParserTest {

  private static SsdpMessage notify(String... headers) {
    return parse("NOTIFY * HTTP/1.1", String.join("\r\n", headers)).orElseThrow();
  }

  @Test
  void readsAnAnnouncement() {
    SsdpMessage message =
        notify(
            "HOST: 239.255.255.250:1900",
            "NT: upnp:rootdevice",
            "NTS: ssdp:alive",
            "USN: " + UDN + "::upnp:rootdevice",
            "LOCATION: http://192.0.2.9/desc.xml",
            "SERVER: a/1 UPnP/1.1 b/2",
            "CACHE-CONTROL: max-age=1800",
            "BOOTID.UPNP.ORG: 17",
            "CONFIGID.UPNP.ORG: 4");

    assertThat(message)
        .isEqualTo(
            new SsdpMessage(
                Kind.ALIVE,
                "upnp:rootdevice",
                UDN + "::upnp:rootdevice",
                UDN,
                "http://192.0.2.9/desc.xml",
                "a/1 UPnP/1.1 b/2",
                1800L,
                17L,
                4L,
                null));
    assertThat(message.isDevice()).isTrue();
  }

  @Test
  void readsAnAnswerWithItsSearchTarget() {
    SsdpMessage message =
        parse("HTTP/1.1 200 OK", "ST: urn:x:device:Kiln:1", "USN: " + UDN + "::urn:x")
            .orElseThrow();

    assertThat(message.kind()).isEqualTo(Kind.RESPONSE);
    assertThat(message.type()).isEqualTo("urn:x:device:Kiln:1");
  }

  @ParameterizedTest
  @CsvSource({
    "ssdp:alive, ALIVE",
    "ssdp:update, UPDATE",
    "ssdp:byebye, BYEBYE",
    "SSDP:ByeBye, BYEBYE",
    "'', ALIVE"
  })
  void readsWhatANotificationSays(String nts, Kind kind) {
    assertThat(notify("NTS: " + nts, "USN: " + UDN).kind()).isEqualTo(kind);
  }

  @Test
  void takesAMissingNtsForAlive() {
    assertThat(notify("USN: " + UDN).kind()).isEqualTo(Kind.ALIVE);
  }

  @Test
  void refusesANotificationOfAnotherKind() {
    assertThat(parse("NOTIFY * HTTP/1.1", "NTS: upnp:propchange", "USN: " + UDN)).isEmpty();
  }

  @Test
  void readsASearchWithAQuotedMan() {
    SsdpMessage search =
        parse("M-SEARCH * HTTP/1.1", "MAN: \"ssdp:discover\"", "MX: 3", "ST: ssdp:all")
            .orElseThrow();

    assertThat(search.kind()).isEqualTo(Kind.MSEARCH);
    assertThat(search.mx()).isEqualTo(3);
    assertThat(search.type()).isEqualTo("ssdp:all");
    assertThat(search.isDevice()).isFalse();
    assertThat(parse("M-SEARCH * HTTP/1.1", "MAN: ssdp:discover", "ST: ssdp:all")).isEmpty();
  }

  @Test
  void takesTheBootIdThatAnUpdateAnnounces() {
    String[] headers = {"USN: " + UDN, "BOOTID.UPNP.ORG: 1", "NEXTBOOTID.UPNP.ORG: 2"};

    assertThat(notify("NTS: ssdp:update", String.join("\r\n", headers)).bootId()).isEqualTo(2);
    assertThat(notify("NTS: ssdp:alive", String.join("\r\n", headers)).bootId()).isEqualTo(1);
  }

  @Test
  void needsNeitherCarriageReturnsNorAFinalBlankLine() {
    byte[] bare = ("NOTIFY * HTTP/1.1\nNT:x\n  USN :" + UDN).getBytes(StandardCharsets.UTF_8);

    assertThat(SsdpParser.parse(bare).orElseThrow().udn()).isEqualTo(UDN);
  }

  @Test
  void skipsLinesThatAreNoHeaders() {
    assertThat(notify("NONSENSE", ": nameless", "USN: " + UDN).udn()).isEqualTo(UDN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "USN: uuid:0d0c0b0a-1234\r\n-5678-9abc-def012345678::upnp:rootdevice",
        "USN: uuid:0d0c0b0a-1234-\r\n  5678-9abc-def012345678::upnp:rootdevice",
        "USN: uuid:0d0c0b0a-1234-5678-9abc-def012345678\n::upnp:rootdevice",
        "USN:\r\n uuid:0d0c0b0a-1234-5678-9abc-def012345678::upnp:rootdevice",
        "USN: uuid:0d0c0b0a-\n1234-5678-\n9abc-def012345678",
        "USN: 0d0c0b0a-1234-5678-9abc-def012345678::upnp:rootdevice",
        "USN: uuid:uuid:0d0c0b0a-1234-5678-9abc-def012345678::upnp:rootdevice",
        "USN: uuid:0d0c0b0a-1234 -5678-9abc-def012345678 ::upnp:rootdevice"
      })
  void readsAUsnHoweverItIsWritten(String usn) {
    SsdpMessage message = notify("NT: upnp:rootdevice", usn, "LOCATION: http://a/", "ADD: x");

    assertThat(message.udn()).isEqualTo(UDN);
    assertThat(message.type()).isEqualTo("upnp:rootdevice");
    assertThat(message.location()).isEqualTo("http://a/");
  }

  @Test
  void takesTheTypeFromTheUsnIfItIsMissing() {
    assertThat(notify("USN: " + UDN + "::urn:x:service:Heat:1").type())
        .isEqualTo("urn:x:service:Heat:1");
    assertThat(notify("USN: " + UDN + ":: urn:x").type()).isEqualTo("urn:x");
    assertThat(notify("USN: " + UDN).type()).isEmpty();
  }

  @Test
  void readsBytesThatAreNotUtf8AsLatin1() {
    byte[] bytes =
        ("NOTIFY * HTTP/1.1\nSERVER: K\u00fcche\nUSN: " + UDN)
            .getBytes(StandardCharsets.ISO_8859_1);

    assertThat(SsdpParser.parse(bytes).orElseThrow().server()).isEqualTo("K\u00fcche");
  }

  @Test
  void takesTheFirstOfDuplicateHeaders() {
    assertThat(notify("USN: " + UDN, "LOCATION: http://a/", "Location: http://b/").location())
        .isEqualTo("http://a/");
    assertThat(notify("USN: " + UDN, "USN: uuid:0", "-1::x").udn()).isEqualTo(UDN);
  }

  @Test
  void endsTheHeadersAtABlankLine() {
    assertThat(notify("NT: x", "", "USN: " + UDN).udn()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "max-age=77",
        "max-age = 77",
        "MAX-AGE=\"77\"",
        "no-cache, max-age=77",
        "max-age=77, x"
      })
  void readsMaxAge(String value) {
    assertThat(notify("USN: " + UDN, "CACHE-CONTROL: " + value).maxAge()).isEqualTo(77);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "max-age", "max-age=", "max-age=-5", "max-age=9999999999999999999"})
  void hasNoMaxAgeWhereItIsNone(String value) {
    assertThat(notify("USN: " + UDN, "CACHE-CONTROL: " + value).maxAge()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 404 Not Found", "HTTP/1.1 2000", "GET / HTTP/1.1", "", "\0"})
  void refusesEverythingElse(String start) {
    assertThat(parse(start, "USN: " + UDN)).isEmpty();
  }

  @Test
  void isNoDeviceWithoutUsn() {
    assertThat(notify("NT: upnp:rootdevice", "LOCATION: ").isDevice()).isFalse();
  }

  @Test
  void ignoresBambuPrinters() {
    assertThat(notify("NT: URN:bambulab-com:device:3dprinter:1", "USN: 00M00A000000000").isDevice())
        .isFalse();
  }

  @Test
  void boundsWhatItReads() {
    assertThat(SsdpParser.parse(new byte[8193])).isEmpty();
    assertThat(notify("SERVER: " + "x".repeat(2000), "USN: " + UDN).server()).isEmpty();
    assertThat(notify("A: \r\n".repeat(10) + "USN: " + UDN).udn()).isEqualTo(UDN);
    StringBuilder many = new StringBuilder();
    for (int i = 0; i < 64; i++) {
      many.append("H").append(i).append(": x\r\n");
    }
    assertThat(notify(many + "USN: " + UDN).udn()).isEmpty();
  }

  @Test
  void dropsControlCharacters() {
    assertThat(notify("SERVER: a\u001b[2Jb\0c", "USN: " + UDN).server()).isEqualTo("a[2Jbc");
  }
}
