// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.service;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class MessageTextTest {

  @Test
  void cutsAfterALineOrAWord() {
    assertThat(MessageText.cut("one two", 7)).isEqualTo("one two");
    assertThat(MessageText.cut("one two three", 12)).isEqualTo("one two \u2026");
    assertThat(MessageText.cut("one two\nthree four", 14)).isEqualTo("one two\n\u2026");
    assertThat(MessageText.cut("abcdefghijkl", 8)).isEqualTo("abcdef\u2026");
    assertThat(MessageText.cut("abcde\ud83d\udda8fghij", 8)).isEqualTo("abcde\u2026");
  }

  @Property
  void isNeverTooLong(
      @ForAll @StringLength(max = 300) String text, @ForAll @IntRange(max = 200) int max) {
    int room = Math.max(3, max);

    assertThat(MessageText.cut(text, room)).hasSizeLessThanOrEqualTo(room);
    assertThat(MessageText.utf8(MessageText.fit(text, MessageText::utf8, room)))
        .isLessThanOrEqualTo(room);
  }
}
