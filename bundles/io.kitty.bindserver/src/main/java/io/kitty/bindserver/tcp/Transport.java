// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver.tcp;

import java.nio.ByteBuffer;

/** The encoding of one connection: plain or TLS. */
interface Transport {

  /**
   * Processes received bytes.
   *
   * @param received the bytes received from the network
   * @param text receives the decoded bytes; what exceeds its capacity is dropped
   * @param writeBuffer receives the bytes to send in response
   * @throws RejectedException if the input is invalid
   */
  void take(ByteBuffer received, ByteBuffer text, WriteBuffer writeBuffer) throws RejectedException;

  /**
   * Returns whether it has a slow task. It makes no progress until {@link #work} has run it and
   * {@link #take} is called again.
   */
  boolean isBusy();

  /** Runs the slow task, in any thread. */
  void work();

  /** Sends a text. */
  void send(byte[] text, WriteBuffer writeBuffer) throws RejectedException;

  /** Ends the outbound side. */
  void end(WriteBuffer writeBuffer);

  /** Plain TCP. */
  Transport PLAIN =
      new Transport() {
        @Override
        public void take(ByteBuffer received, ByteBuffer text, WriteBuffer writeBuffer) {
          move(received, text);
        }

        @Override
        public boolean isBusy() {
          return false;
        }

        @Override
        public void work() {
          // it never has a task
        }

        @Override
        public void send(byte[] text, WriteBuffer writeBuffer) {
          writeBuffer.add(ByteBuffer.wrap(text));
        }

        @Override
        public void end(WriteBuffer writeBuffer) {
          // closing the connection tells the peer
        }
      };

  /** Copies as much as fits. */
  static void move(ByteBuffer from, ByteBuffer to) {
    int size = Math.min(from.remaining(), to.remaining());
    to.put(from.slice(from.position(), size));
  }
}
