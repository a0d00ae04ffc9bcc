// SPDX-License-Identifier: Apache-2.0
package io.kitty.identifier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceIdTest {

  @Test
  void parsesWhatItPrints() {
    DeviceId id = DeviceId.of("x", "caf\u00e9 /+");
    assertThat(DeviceId.parse(id.toString())).hasValue(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", ":", "x:", ":x", "x:caf\u00e9", "x:a b", "x:a\u001b[2J"})
  void rejectsMalformedText(String text) {
    assertThat(DeviceId.parse(text)).isEmpty();
  }
}
