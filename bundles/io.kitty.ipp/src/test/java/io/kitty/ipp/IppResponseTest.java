// SPDX-License-Identifier: Apache-2.0
package io.kitty.ipp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.testkit.contract.PayloadFuzzer;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class IppResponseTest {

  private static final int MUTATIONS = Integer.getInteger("kitty.mutations", 20_000);

  @Property
  void readsWhatAPrinterSends(
      @ForAll @Size(min = 1, max = 64)
          List<@AlphaChars @StringLength(min = 1, max = 40) String> texts,
      @ForAll @Size(min = 1, max = 64) List<Integer> numbers)
      throws IOException {
    IppResponse response =
        IppResponse.parse(
            IppMessageBuilder.response(1)
                .group(Tag.PRINTER_ATTRIBUTES)
                .texts(Tag.NAME, "marker-names", texts.toArray(String[]::new))
                .integer(
                    Tag.INTEGER,
                    "marker-levels",
                    numbers.stream().mapToInt(Integer::intValue).toArray())
                .end());

    assertThat(response.successful()).isTrue();
    assertThat(response.values("marker-names")).isEqualTo(texts);
    assertThat(response.values("marker-levels")).isEqualTo(numbers);
  }

  @Property
  void anyBytesAreAMessageOrMalformed(@ForAll @Size(max = 300) byte[] bytes) {
    parses(bytes);
  }

  private static boolean parses(byte[] bytes) {
    try {
      IppResponse.parse(bytes);
      return true;
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("IPP");
      return false;
    }
  }

  @Test
  void noMessageBreaksTheParser() throws IOException {
    PayloadFuzzer fuzzer =
        new PayloadFuzzer(
            7,
            List.of(
                IppMessageBuilder.printer(3, "none").end(),
                withCollection(IppMessageBuilder.printer(5, "media-jam-error", "paused")).end()));
    int read = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      read += parses(fuzzer.next()) ? 1 : 0;
    }

    assertThat(read).isBetween(MUTATIONS / 100, MUTATIONS);
  }

  private static IppMessageBuilder withCollection(IppMessageBuilder message) throws IOException {
    return message
        .text(Tag.BEGIN_COLLECTION, "media-col-default", "")
        .text(0x4a, "", "media-size")
        .text(Tag.BEGIN_COLLECTION, "", "")
        .text(0x4a, "", "x-dimension")
        .integer(Tag.INTEGER, "", 21000)
        .text(Tag.END_COLLECTION, "", "")
        .text(Tag.END_COLLECTION, "", "");
  }

  @Test
  void everyTruncationIsMalformed() throws IOException {
    byte[] whole = withCollection(IppMessageBuilder.printer(3, "none")).end();

    assertThat(parses(whole)).isTrue();
    for (int length = 0; length < whole.length; length++) {
      assertThat(parses(Arrays.copyOf(whole, length))).as("the first %d", length).isFalse();
    }
  }

  @Test
  void theValuesInCollectionsAreNoValues() throws IOException {
    IppResponse response =
        IppResponse.parse(
            withCollection(IppMessageBuilder.printer(4, "none"))
                .integer(Tag.INTEGER, "queued-job-count", 2)
                .end());

    assertThat(response.values("media-col-default")).containsExactly("");
    assertThat(response.integer("queued-job-count")).hasValue(2);
    assertThatThrownBy(
            () ->
                IppResponse.parse(
                    IppMessageBuilder.printer(4).text(Tag.END_COLLECTION, "", "").end()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsTextsInALanguage() throws IOException {
    byte[] value = {0, 2, 'd', 'e', 0, 3, 'Z', 'u', '!'};
    IppResponse response =
        IppResponse.parse(
            IppMessageBuilder.printer(3)
                .value(Tag.TEXT_WITH_LANGUAGE, "printer-state-message", value)
                .end());

    assertThat(response.text("printer-state-message")).isEqualTo("Zu!");
  }

  @Test
  void otherTypesAndLengthsAreEmptyButHoldTheirPlace() throws IOException {
    IppResponse response =
        IppResponse.parse(
            IppMessageBuilder.printer(3)
                .integer(Tag.INTEGER, "marker-levels", 7)
                .value(0x12, "", new byte[0])
                .value(Tag.INTEGER, "", new byte[3])
                .integer(Tag.INTEGER, "", 9)
                .end());

    assertThat(response.values("marker-levels")).containsExactly(7, "", "", 9);
    assertThat(response.text("marker-levels", 4)).isEmpty();
  }

  @Test
  void attributesOfOtherGroupsDoNotCount() throws IOException {
    IppResponse response =
        IppResponse.parse(
            IppMessageBuilder.response(0)
                .integer(Tag.ENUM, "printer-state", 5)
                .group(0x02)
                .integer(Tag.ENUM, "printer-state", 5)
                .group(Tag.PRINTER_ATTRIBUTES)
                .integer(Tag.ENUM, "printer-state", 3)
                .integer(Tag.ENUM, "printer-state", 4)
                .end());

    assertThat(response.values("printer-state")).containsExactly(3);
  }

  @Test
  void keepsNoMoreThanItsBounds() throws IOException {
    IppMessageBuilder message = IppMessageBuilder.printer(3, "none");
    message.integer(Tag.INTEGER, "marker-levels", new int[1000]);
    for (int i = 0; i < 1000; i++) {
      message.integer(Tag.INTEGER, "vendor-" + i, i);
    }
    IppResponse response = IppResponse.parse(message.end());

    assertThat(response.values("marker-levels")).hasSize(IppResponse.MAX);
    assertThat(response.values("vendor-999")).isEmpty();
  }
}
