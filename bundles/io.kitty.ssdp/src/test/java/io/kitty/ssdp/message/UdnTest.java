// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.testkit.TestLinks;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UdnTest {

  @ParameterizedTest
  @CsvSource({
    "uuid:Ab12::upnp:rootdevice, uuid:ab12",
    "UUID:AB12::urn:x:device:y:1, uuid:ab12",
    "uuid: ab12, uuid:ab12",
    "' uuid:ab12 ::upnp:rootdevice', uuid:ab12",
    "ab12::upnp:rootdevice, uuid:ab12",
    "uuid:uuid:ab12::upnp:rootdevice, uuid:ab12",
    "UUID: uuid: Ab12, uuid:ab12",
    "urn:uuid:ab12, uuid:ab12",
    "uuid:ab12:upnp:rootdevice, uuid:ab12",
    "uuid:ab 12\u00a0-34 ::upnp:rootdevice, uuid:ab12-34",
    "uuid:roku:ecp:P0A07, uuid:roku:ecp:p0a07",
    "uuid:UUID-SOME-BOX-, uuid:uuid-some-box-"
  })
  void isWhatStandsBeforeTheTypeInOneForm(String usn, String udn) {
    assertThat(Udn.of(usn, "upnp:rootdevice")).isEqualTo(udn);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "::upnp:rootdevice", "uuid:", "uuid: ::x", "upnp:rootdevice", "URN:x"})
  void isNoneWhereTheUsnNamesNoDevice(String usn) {
    assertThat(Udn.of(usn, "upnp:rootdevice")).isEmpty();
  }

  @Test
  void isBrokenIntoLinesInSomeDescriptions() {
    assertThat(Udn.normal("\n  uuid:0d0c0b0a-1234\r\n  -5678\n"))
        .isEqualTo("uuid:0d0c0b0a-1234-5678");
  }

  @Test
  void isAKeyUnlessOthersHaveItToo() {
    InetAddress address = TestLinks.address("192.0.2.7");

    assertThat(Udn.key("uuid:ab12", address)).isEqualTo("uuid:ab12");
    assertThat(Udn.key("uuid:00000000-0000-0000-0000-000000000000", address))
        .isEqualTo("uuid:00000000-0000-0000-0000-000000000000@192.0.2.7");
  }

  @Test
  void isOfABoundedLength() {
    assertThat(Udn.normal("uuid:" + "x".repeat(123))).hasSize(128);
    assertThat(Udn.normal("uuid:" + "x".repeat(124))).isEmpty();
  }

  @Test
  void isReadFromTheBareTypeIfTheUsnIsMissing() {
    assertThat(Udn.of("", "uuid:4D69-444c")).isEqualTo("uuid:4d69-444c");
    assertThat(Udn.of("", "upnp:rootdevice")).isEmpty();
  }
}
