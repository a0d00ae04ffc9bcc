// SPDX-License-Identifier: Apache-2.0
package io.kitty.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.identifier.Identifier;
import io.kitty.identifier.Identifier.Mac;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OuiTableTest {

  private final OuiTable vendors = new OuiTable();

  @Test
  void findsTheFirstAndTheLastEntry() {
    assertThat(of("00:00:00:12:34:56")).contains("XEROX CORPORATION");
    assertThat(of("fc:ff:aa:12:34:56")).isPresent();
  }

  @Test
  void findsVendors() {
    assertThat(of("b8:27:eb:00:00:01"))
        .hasValueSatisfying(v -> assertThat(v).contains("Raspberry"));
    assertThat(of("24:0a:c4:00:00:01"))
        .hasValueSatisfying(v -> assertThat(v).contains("Espressif"));
  }

  @Test
  void prefersTheLongestPrefix() {
    // 70:B3:D5 is the IEEE's own; its 4096 parts belong to others
    assertThat(of("70:b3:d5:00:10:00"))
        .hasValueSatisfying(v -> assertThat(v).doesNotContainIgnoringCase("IEEE"));
  }

  @Test
  void ignoresLocallyAdministeredAddresses() {
    assertThat(of("02:00:5e:10:00:00")).isEmpty();
    assertThat(of("da:a1:19:00:00:01")).isEmpty();
  }

  private Optional<String> of(String mac) {
    return vendors.of((Mac) Identifier.mac(mac).orElseThrow());
  }
}
