// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp;

import static org.assertj.core.api.Assertions.assertThat;

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
    "ab12::upnp:rootdevice, ab12",
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
