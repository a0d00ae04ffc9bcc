// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectFrameTest {

  private static byte[] read(String hex) throws IOException {
    return DetectFrame.read(new ByteArrayInputStream(HexFormat.of().parseHex(hex)));
  }

  @Test
  void theRequestMatchesASlicers() {
    byte[] request = DetectMessage.request("20000");

    assertThat(request).hasSize(58).startsWith(0xa5, 0xa5, 58, 0).endsWith(0xa7, 0xa7);
    assertThat(new String(request, 4, 52, StandardCharsets.US_ASCII))
        .isEqualTo("{\"login\":{\"command\":\"detect\",\"sequence_id\":\"20000\"}}");
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
}
