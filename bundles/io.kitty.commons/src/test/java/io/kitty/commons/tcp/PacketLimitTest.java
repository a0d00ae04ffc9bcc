// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PacketLimitTest {

  private static final int MAX = 1000;

  private static void write(ByteArrayOutputStream out, int length, int filler) throws IOException {
    out.write(0x30);
    int rest = length;
    do {
      out.write(rest % 128 | (rest >= 128 ? 0x80 : 0));
      rest /= 128;
    } while (rest > 0);
    byte[] body = new byte[length];
    Arrays.fill(body, (byte) filler);
    out.write(body);
  }

  /** Packets of any lengths, read in any portions, arrive unchanged. */
  @Property
  void passesPacketsUpToTheLimit(
      @ForAll @Size(max = 20) List<@IntRange(max = MAX) Integer> lengths,
      @ForAll @IntRange(max = 255) int filler,
      @ForAll @IntRange(min = 1, max = 300) int portion)
      throws IOException {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    for (int length : lengths) {
      write(sent, length, filler);
    }
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    InputStream in = new PacketLimit(new ByteArrayInputStream(sent.toByteArray()), MAX);
    byte[] buffer = new byte[portion];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      received.write(buffer, 0, read);
      int octet = in.read();
      if (octet >= 0) {
        received.write(octet);
      }
    }

    assertThat(received.toByteArray()).isEqualTo(sent.toByteArray());
  }

  @Property
  void failsAtTheHeadOfALargerPacket(
      @ForAll @IntRange(max = MAX) int before,
      @ForAll @IntRange(min = MAX + 1, max = 70_000) int length)
      throws IOException {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    write(sent, before, 0xff);
    int allowed = sent.size();
    write(sent, length, 0);
    InputStream in = new PacketLimit(new ByteArrayInputStream(sent.toByteArray()), MAX);

    in.readNBytes(allowed);
    assertThatThrownBy(() -> in.readNBytes(5)).isInstanceOf(IOException.class);
  }

  @Test
  void failsAtTheLargestLengthThereIs() {
    byte[] head = {0x30, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f};
    InputStream in = new PacketLimit(new ByteArrayInputStream(head), MAX);

    assertThatThrownBy(in::readAllBytes).hasMessageContaining("more than 1000 bytes");
  }

  @Test
  void failsAtALengthThatDoesNotEnd() {
    byte[] head = {0x30, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0, 0};
    InputStream in = new PacketLimit(new ByteArrayInputStream(head), MAX);

    assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);
  }

  @Test
  void endsWithTheStream() throws IOException {
    InputStream in = new PacketLimit(new ByteArrayInputStream(new byte[] {0x20, 2, 0}), MAX);
    byte[] packet = new byte[3];
    new DataInputStream(in).readFully(packet);

    assertThat(in.read()).isEqualTo(-1);
    assertThat(in.read(packet)).isEqualTo(-1);
    assertThat(in.read(packet, 0, 0)).isZero();
  }
}
