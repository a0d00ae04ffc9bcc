// SPDX-License-Identifier: Apache-2.0
package io.kitty.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeTextTest {

  private static final String FAMILY = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";
  private static final String PERSIAN = "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645";

  @ParameterizedTest
  @ValueSource(strings = {"Kiln 2", FAMILY + "'s TV", PERSIAN, "\u2764\uFE0F\u200D\uD83D\uDD25"})
  void keepsVisibleTextAndItsJoiners(String text) {
    assertThat(SafeText.clean(text, 256)).isEqualTo(text);
  }

  @Test
  void removesOtherInvisibleCharacters() {
    assertThat(SafeText.clean("\uFEFFK\u202Ei\u200Bl\u00ADn\u2066\u0007\u2028\uD83D", 256))
        .isEqualTo("Kiln");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u200D", "\u200C\u200C", " \u200D\t\u200C ", "\u202E\u200D"})
  void removesJoinersWithoutVisibleCharacter(String text) {
    assertThat(SafeText.clean(text, 256)).isEmpty();
  }

  @Test
  void cutsBetweenGraphemeClusters() {
    assertThat(SafeText.clean("TV " + FAMILY, 10)).isEqualTo("TV");
    assertThat(SafeText.clean("TV " + FAMILY, 11)).isEqualTo("TV " + FAMILY);
    assertThat(SafeText.clean("\uD83D\uDE00\uD83D\uDE00", 3)).isEqualTo("\uD83D\uDE00");
    assertThat(SafeText.clean("\uD83D\uDC4D\uD83C\uDFFD!", 3)).isEmpty();
    assertThat(SafeText.clean("ab cd", 3)).isEqualTo("ab");
  }

  @Test
  void cutsOverlongGraphemeClusters() {
    assertThat(SafeText.clean("a" + "\u0301".repeat(500), 9)).hasSize(9);
  }

  @Property
  void cleaningBoundsAndIsIdempotent(
      @ForAll String text, @ForAll @IntRange(min = 1, max = 40) int max) {
    String clean = SafeText.clean(text, max);

    assertThat(clean).hasSizeLessThanOrEqualTo(max).isEqualTo(clean.strip());
    assertThat(SafeText.clean(clean, max)).isEqualTo(clean);
    assertThat(new String(clean.getBytes(UTF_8), UTF_8)).as("no half pair").isEqualTo(clean);
  }

  @Property
  void decodesUtf8(@ForAll String text) {
    byte[] bytes = text.getBytes(UTF_8);

    assertThat(SafeText.decode(bytes)).isEqualTo(new String(bytes, UTF_8));
  }

  @Test
  void decodesInvalidUtf8AsLatin1() {
    assertThat(SafeText.decode("f\u00FCr Caf\u00E9".getBytes(ISO_8859_1)))
        .isEqualTo("f\u00FCr Caf\u00E9");
    byte[] both = {'B', (byte) 0xFC, 'r', 'o', ' ', (byte) 0xC3, (byte) 0xBC, (byte) 0x80, '!'};
    assertThat(SafeText.decode(both)).isEqualTo("B\u00FCro \u00FC\uFFFD!");
    assertThat(SafeText.decode(new byte[0])).isEmpty();
  }

  @Test
  void replacesTruncatedCharacters() {
    byte[] name = "B\u00FCro f\u00FC".getBytes(UTF_8);

    assertThat(SafeText.decode(Arrays.copyOf(name, name.length - 1)))
        .isEqualTo("B\u00FCro f\uFFFD");
    assertThat(SafeText.decode(new byte[] {'a', (byte) 0xE2, (byte) 0x82})).isEqualTo("a\uFFFD");
  }

  @Property
  void decodesAnyBytes(@ForAll byte[] bytes) {
    assertThat(SafeText.decode(bytes)).hasSizeLessThanOrEqualTo(bytes.length);
  }
}
