// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver.tcp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/** What is still to be sent to one caller. */
final class WriteBuffer {

  private final Deque<ByteBuffer> waiting = new ArrayDeque<>(2);

  /** Adds a copy of what remains of a buffer. */
  void add(ByteBuffer bytes) {
    if (bytes.hasRemaining()) {
      waiting.add(ByteBuffer.allocate(bytes.remaining()).put(bytes).flip());
    }
  }

  /** Sends as much as can be sent now; whether that was all. */
  boolean flush(WritableByteChannel channel) throws IOException {
    for (ByteBuffer first = waiting.peek(); first != null; first = waiting.peek()) {
      channel.write(first);
      if (first.hasRemaining()) {
        return false;
      }
      waiting.remove();
    }
    return true;
  }
}
