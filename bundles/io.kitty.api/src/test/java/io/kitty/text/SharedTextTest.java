// SPDX-License-Identifier: Apache-2.0
package io.kitty.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SharedTextTest {

  @Test
  void equalTextsBecomeOne() {
    String first = SharedText.of(copy("Bambu Lab"));

    assertThat(SharedText.of(copy("Bambu Lab"))).isSameAs(first);
  }

  /** Texts that are stated once do not push out those that come again and again. */
  @Test
  void whatComesOftenStays() {
    String often = SharedText.of(copy("P1S"));
    int kept = 0;
    for (int i = 0; i < 10_000; i++) {
      SharedText.of("Printer " + i);
      String now = SharedText.of(copy("P1S"));
      kept += now == often ? 1 : 0;
      often = now;
    }

    assertThat(kept).isGreaterThan(9_900);
  }

  @Test
  void longTextsAreNotKept() {
    String text = "x".repeat(65);

    assertThat(SharedText.of(text)).isSameAs(text);
    assertThat(SharedText.of(copy(text))).isNotSameAs(text).isEqualTo(text);
  }

  private static String copy(String text) {
    return new StringBuilder(text).toString();
  }
}
