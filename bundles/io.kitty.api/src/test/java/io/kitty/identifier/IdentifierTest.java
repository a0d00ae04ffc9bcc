// SPDX-License-Identifier: Apache-2.0
package io.kitty.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierTest {

  @ParameterizedTest
  @ValueSource(strings = {"ab-1", " UUID:AB-1 ", "uuid:uuid:ab-1", "\u200buuid: uuid:ab-1"})
  void aUuidIsTheSameWhenItIsReadAgain(String text) {
    Identifier uuid = Identifier.uuid(text).orElseThrow();

    assertThat(uuid.value()).isEqualTo("ab-1");
    assertThat(Identifier.uuid(uuid.value())).contains(uuid);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"kiln", "Kiln.local.", "kiln.local.local", "kiln..", "\u200bkiln.local ."})
  void aHostNameIsTheSameWhenItIsReadAgain(String text) {
    Identifier name = Identifier.hostName(text).orElseThrow();

    assertThat(name.value()).isEqualTo("kiln");
    assertThat(Identifier.hostName(name.value())).contains(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", ".local", "localhost", "localhost.local.local", "192.0.2.1."})
  void whatNamesNoHostIsNone(String text) {
    assertThat(Identifier.hostName(text)).isEqualTo(Optional.empty());
  }
}
