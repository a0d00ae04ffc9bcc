// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectFrameTest {

  private static byte[] text(byte[] came) throws RejectedException {
    return DetectFrame.text(ByteBuffer.allocate(DetectFrame.MAX).put(came));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  @Test
  void matchesTheCapture() {
    assertThat(DetectFrame.around(bytes("7b7d"))).isEqualTo(bytes("a5a508007b7da7a7"));
  }

  @Property
  void whatIsFramedCanBeRead(@ForAll @Size(min = 2, max = 8186) byte[] text)
      throws RejectedException {
    assertThat(text(DetectFrame.around(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a5", "a5a5", "a5a508", "a5a508007b7d", "a5a508007b7da7"})
  void anIncompleteFrameHasNoText(String hex) throws RejectedException {
    assertThat(text(bytes(hex))).isNull();
  }

  @Test
  void ignoresWhatFollowsTheFrame() throws RejectedException {
    assertThat(text(bytes("a5a508007b7da7a7a5a5"))).isEqualTo(bytes("7b7d"));
  }

  @ParameterizedTest
  @CsvSource({
    "00,MAGIC",
    "a500,MAGIC",
    "bbbb0800,MAGIC",
    "a5a50000,LENGTH",
    "a5a50700,LENGTH",
    "a5a50120,LENGTH",
    "a5a5ffff,LENGTH",
    "a5a508007b7da700,TRAILER",
    "a5a508007b7d00a7,TRAILER",
  })
  void rejectsInvalidPrefixes(String hex, RejectReason reason) {
    assertThatThrownBy(() -> text(bytes(hex))).hasMessage(reason.word());
  }

  @Property
  void neverFailsOtherwise(@ForAll @Size(max = 100) byte[] came) {
    try {
      text(came);
    } catch (RejectedException e) {
      assertThat(e.reason()).isNotNull();
    }
  }
}
