// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver.tcp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/** The bytes still to be sent to one client. */
final class WriteBuffer {

  private final Deque<ByteBuffer> buffers = new ArrayDeque<>(2);

  /** Adds a copy of the remaining bytes of a buffer. */
  void add(ByteBuffer bytes) {
    if (bytes.hasRemaining()) {
      buffers.add(ByteBuffer.allocate(bytes.remaining()).put(bytes).flip());
    }
  }

  /** Sends as much as possible now; returns whether that was all. */
  boolean flush(WritableByteChannel channel) throws IOException {
    for (ByteBuffer first = buffers.peek(); first != null; first = buffers.peek()) {
      channel.write(first);
      if (first.hasRemaining()) {
        return false;
      }
      buffers.remove();
    }
    return true;
  }
}
