// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The frame of Bambu Lab's detect protocol: {@code A5 A5}, the total length as 16 bits in
 * little-endian order, the text, {@code A7 A7} (sksat/bambu-rs, docs/protocol.md, from a capture).
 */
public final class DetectFrame {

  /** The first byte of every frame. */
  public static final byte FIRST = (byte) 0xa5;

  /** The maximum length of a frame in bytes; requests take 58, replies about 200. */
  public static final int MAX_SIZE = 8192;

  private static final byte LAST = (byte) 0xa7;
  private static final int HEAD = 4;
  private static final int TAIL = 2;
  private static final int MIN_SIZE = HEAD + 2 + TAIL;

  /** What is wrong with a frame. */
  public enum Fault {
    /** It does not start as one. */
    MAGIC,
    /** Its length is too short, or exceeds the maximum. */
    LENGTH,
    /** It has no trailer where its length says. */
    TRAILER
  }

  /** Thrown if bytes are no frame, and cannot become one. */
  public static final class InvalidFrameException extends ProtocolException {

    private static final long serialVersionUID = 1L;

    private final Fault fault;

    InvalidFrameException(Fault fault, String message) {
      super(message);
      this.fault = fault;
    }

    /** Returns what is wrong. */
    public Fault fault() {
      return fault;
    }
  }

  private DetectFrame() {}

  /** Frames a text. */
  public static byte[] encode(byte[] text) {
    int size = HEAD + text.length + TAIL;
    return ByteBuffer.allocate(size)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(FIRST)
        .put(FIRST)
        .putShort((short) size)
        .put(text)
        .put(LAST)
        .put(LAST)
        .array();
  }

  /**
   * Extracts the text from what has been received so far.
   *
   * @param received the received bytes, from the start to the position
   * @return the text; null while the frame is incomplete
   * @throws InvalidFrameException if it cannot become a frame
   */
  public static byte @Nullable [] decode(ByteBuffer received) throws InvalidFrameException {
    int count = received.position();
    for (int i = 0; i < Math.min(count, 2); i++) {
      if (received.get(i) != FIRST) {
        throw new InvalidFrameException(Fault.MAGIC, "the answer is no frame");
      }
    }
    if (count < HEAD) {
      return null;
    }
    int size = size(received);
    if (size < MIN_SIZE || size > MAX_SIZE) {
      throw new InvalidFrameException(Fault.LENGTH, "the answer has an impossible length: " + size);
    }
    if (count < size) {
      return null;
    }
    if (received.get(size - 2) != LAST || received.get(size - 1) != LAST) {
      throw new InvalidFrameException(Fault.TRAILER, "the answer's frame does not end");
    }
    byte[] text = new byte[size - HEAD - TAIL];
    received.get(HEAD, text);
    return text;
  }

  /**
   * Reads one frame from a stream, and nothing that follows it.
   *
   * @return the text in it
   * @throws IOException if it is no frame, is too large, or ends early
   */
  public static byte[] read(InputStream in) throws IOException {
    ByteBuffer received = ByteBuffer.allocate(MAX_SIZE);
    receive(HEAD, in, received);
    decode(received);
    receive(size(received) - HEAD, in, received);
    byte[] text = decode(received);
    if (text == null) {
      throw new EOFException("the answer is incomplete");
    }
    return text;
  }

  private static void receive(int count, InputStream in, ByteBuffer received) throws IOException {
    byte[] bytes = in.readNBytes(count);
    received.put(bytes);
    if (bytes.length < count) {
      decode(received);
      throw new EOFException("the answer is incomplete");
    }
  }

  private static int size(ByteBuffer received) {
    return Byte.toUnsignedInt(received.get(2)) | Byte.toUnsignedInt(received.get(3)) << 8;
  }
}
