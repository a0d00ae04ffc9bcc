// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.icmp;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * An array of {@code struct mmsghdr} (sendmmsg(2)), each with an address and one block of data.
 *
 * <p>Its layout follows from the size of a pointer: a {@code msghdr} holds name, name length,
 * iovec, iovec count, control, control length and flags, each in a word of that size, and the
 * {@code mmsghdr} adds the message length in one more.
 */
final class MmsgBuffer {

  private static final int WORD = Native.POINTER_SIZE;
  private static final int NAME_LENGTH = WORD;
  private static final int LENGTH = 7 * WORD;
  private static final int SIZE = 8 * WORD;
  private static final int IOVEC = 2 * WORD;

  private final ByteBuffer headers;
  private final ByteBuffer iovecs;
  private final ByteBuffer addresses;
  private final ByteBuffer data;
  private final Pointer pointer;
  private final int room;

  /**
   * @param count the number of messages
   * @param room the bytes of data of each
   */
  MmsgBuffer(int count, int room) {
    this.room = room;
    headers = Libc.memory(count * SIZE);
    iovecs = Libc.memory(count * IOVEC);
    addresses = Libc.memory(count * NativeConstants.ADDRESS_SIZE).order(ByteOrder.BIG_ENDIAN);
    data = Libc.memory(count * room).order(ByteOrder.BIG_ENDIAN);
    pointer = Libc.pointer(headers);
    for (int i = 0; i < count; i++) {
      putWord(iovecs, i * IOVEC, pointerTo(data, at(i)));
      putWord(iovecs, i * IOVEC + WORD, room);
      putWord(headers, i * SIZE, pointerTo(addresses, addressAt(i)));
      headers.putInt(i * SIZE + NAME_LENGTH, NativeConstants.ADDRESS_SIZE);
      putWord(headers, i * SIZE + 2 * WORD, pointerTo(iovecs, i * IOVEC));
      putWord(headers, i * SIZE + 3 * WORD, 1);
    }
  }

  private static long pointerTo(ByteBuffer memory, int offset) {
    return Pointer.nativeValue(Libc.pointer(memory)) + offset;
  }

  private static void putWord(ByteBuffer out, int at, long value) {
    if (WORD == 8) {
      out.putLong(at, value);
    } else {
      out.putInt(at, (int) value);
    }
  }

  /** Returns a pointer to the messages from an index on. */
  Pointer from(int message) {
    return message == 0 ? pointer : pointer.share((long) message * SIZE);
  }

  /** Restores the capacity for addresses: receiving sets their actual lengths. */
  void reset(int count) {
    for (int i = 0; i < count; i++) {
      headers.putInt(i * SIZE + NAME_LENGTH, NativeConstants.ADDRESS_SIZE);
    }
  }

  /** Returns the number of data bytes of a received message. */
  int length(int message) {
    return headers.getInt(message * SIZE + LENGTH);
  }

  /** Returns the addresses, big-endian. */
  ByteBuffer addresses() {
    return addresses;
  }

  int addressAt(int message) {
    return message * NativeConstants.ADDRESS_SIZE;
  }

  /** Returns the data, big-endian. */
  ByteBuffer data() {
    return data;
  }

  int at(int message) {
    return message * room;
  }
}
