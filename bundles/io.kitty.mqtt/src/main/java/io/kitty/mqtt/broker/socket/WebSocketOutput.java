// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.broker.socket;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;

/** Puts what is written into the frames of a WebSocket (RFC 6455, section 5). Thread-safe. */
final class WebSocketOutput extends OutputStream {

  private static final int FIN = 0x80;
  private static final int BINARY = 2;
  private static final int PONG = 10;
  private static final int MASK = 0x80;
  private static final int LENGTH_16 = 126;
  private static final int LENGTH_64 = 127;
  private static final int MAX_HEAD = 14;

  private final OutputStream out;

  WebSocketOutput(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    write(BINARY, bytes, offset, count);
  }

  /** Answers a ping. */
  void pong(byte[] payload) throws IOException {
    write(PONG, payload, 0, payload.length);
    flush();
  }

  /** Writes one frame, masked as those of every client (§5.3). */
  private synchronized void write(int opcode, byte[] bytes, int offset, int count)
      throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(count + MAX_HEAD);
    frame.put((byte) (FIN | opcode));
    if (count < LENGTH_16) {
      frame.put((byte) (MASK | count));
    } else if (count <= 0xffff) {
      frame.put((byte) (MASK | LENGTH_16)).putShort((short) count);
    } else {
      frame.put((byte) (MASK | LENGTH_64)).putLong(count);
    }
    byte[] mask = new byte[4];
    ThreadLocalRandom.current().nextBytes(mask);
    frame.put(mask);
    for (int i = 0; i < count; i++) {
      frame.put((byte) (bytes[offset + i] ^ mask[i % 4]));
    }
    out.write(frame.array(), 0, frame.position());
  }

  @Override
  public synchronized void flush() throws IOException {
    out.flush();
  }
}
