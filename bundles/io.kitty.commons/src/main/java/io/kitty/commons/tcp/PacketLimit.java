// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons.tcp;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A stream of MQTT packets that fails at the head of one that is too large (MQTT 3.1.1, section
 * 2.2): the client allocates what the head announces, up to 256 MB. Not thread-safe.
 */
public final class PacketLimit extends FilterInputStream {

  private static final int MAX_LENGTH_BYTES = 4;
  private static final int MORE = 0x80;

  private final int max;

  /** The bytes that the packet still has, once its head is read. */
  private int remaining;

  /** The number of bytes of the head that are read; 0 between two packets. */
  private int head;

  private int length;

  /**
   * @param max the largest packet without its head, in bytes
   */
  public PacketLimit(InputStream in, int max) {
    super(in);
    this.max = max;
  }

  @Override
  public int read() throws IOException {
    int octet = in.read();
    if (octet >= 0) {
      if (remaining > 0) {
        remaining--;
      } else {
        readHead(octet);
      }
    }
    return octet;
  }

  private void readHead(int octet) throws IOException {
    if (head > 0) {
      length |= (octet & ~MORE) << 7 * (head - 1);
    }
    boolean last = head > 0 && (octet & MORE) == 0;
    head++;
    if (length > max || head > MAX_LENGTH_BYTES && !last) {
      throw new IOException("it sends a packet of more than " + max + " bytes");
    }
    if (last) {
      remaining = length;
      head = 0;
      length = 0;
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    if (remaining == 0) {
      int octet = read();
      if (octet < 0) {
        return -1;
      }
      bytes[offset] = (byte) octet;
      return 1;
    }
    int read = in.read(bytes, offset, Math.min(count, remaining));
    remaining -= Math.max(read, 0);
    return read;
  }

  @Override
  public long skip(long count) {
    return 0;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
