// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.commons.DetectFrame.Fault;
import io.kitty.commons.DetectFrame.InvalidFrameException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectFrameTest {

  private static byte @Nullable [] decode(byte[] received) throws InvalidFrameException {
    return DetectFrame.decode(ByteBuffer.allocate(DetectFrame.MAX_SIZE).put(received));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static byte[] read(String hex) throws IOException {
    return DetectFrame.read(new ByteArrayInputStream(HexFormat.of().parseHex(hex)));
  }

  @Property
  void readsWhatItEncodes(@ForAll @Size(min = 2, max = 8186) byte[] text) throws IOException {
    assertThat(DetectFrame.read(new ByteArrayInputStream(DetectFrame.encode(text))))
        .isEqualTo(text);
  }

  @Property
  void neverFailsOtherwise(@ForAll byte[] bytes) {
    assertThatThrownBy(() -> DetectFrame.read(new ByteArrayInputStream(bytes)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void readsAFrameByteByByte() throws IOException {
    byte[] frame = DetectFrame.encode("{}".getBytes(StandardCharsets.US_ASCII));
    InputStream slow =
        new ByteArrayInputStream(frame) {
          @Override
          public synchronized int read(byte[] into, int at, int length) {
            return super.read(into, at, Math.min(1, length));
          }
        };

    assertThat(DetectFrame.read(slow)).asString().isEqualTo("{}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"00", "0d0a", "7d", "a7a7", "a5a5", "a5a508007b7da7a7"})
  void ignoresWhatFollowsTheFrame(String more) throws IOException {
    assertThat(read("a5a508007b7da7a7" + more)).asString().isEqualTo("{}");
  }

  @ParameterizedTest
  @CsvSource({
    "a5a5, incomplete",
    "bbbb08007b7da7a7, no frame",
    "a5a508007b7db7b7, does not end",
    "a5a50200a7a7, impossible length: 2",
    "a5a50700aaa7a7, impossible length: 7",
    "a5a50120, impossible length: 8193",
    "a5a5ffff, impossible length: 65535",
    "a5a5b5007b22, incomplete",
    "a5a508007b7da7, incomplete"
  })
  void readsNothingElse(String hex, String why) {
    assertThatThrownBy(() -> read(hex)).isInstanceOf(IOException.class).hasMessageContaining(why);
  }

  @Test
  void matchesTheCapture() {
    assertThat(DetectFrame.encode(bytes("7b7d"))).isEqualTo(bytes("a5a508007b7da7a7"));
  }

  @Property
  void whatIsFramedCanBeRead(@ForAll @Size(min = 2, max = 8186) byte[] text)
      throws InvalidFrameException {
    assertThat(decode(DetectFrame.encode(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a5", "a5a5", "a5a508", "a5a508007b7d", "a5a508007b7da7"})
  void anIncompleteFrameHasNoText(String hex) throws InvalidFrameException {
    assertThat(decode(bytes(hex))).isNull();
  }

  @Test
  void decodesNothingBeyondTheFrame() throws InvalidFrameException {
    assertThat(decode(bytes("a5a508007b7da7a7a5a5"))).isEqualTo(bytes("7b7d"));
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
  void rejectsInvalidPrefixes(String hex, Fault fault) {
    assertThatThrownBy(() -> decode(bytes(hex)))
        .isInstanceOfSatisfying(
            InvalidFrameException.class, e -> assertThat(e.fault()).isEqualTo(fault));
  }

  @Property
  void neverFailsToDecodeOtherwise(@ForAll @Size(max = 100) byte[] came) {
    try {
      decode(came);
    } catch (InvalidFrameException e) {
      assertThat(e.fault()).isNotNull();
    }
  }
}
