// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver.tcp;

import java.nio.ByteBuffer;

/** How one caller speaks: plainly, or by TLS. */
interface Transport {

  /**
   * Takes in what came.
   *
   * @param came what came over the network
   * @param said where it writes what that says; what does not fit there is dropped
   * @param outbox where it puts what it has to say itself
   * @throws Refused if it cannot be understood
   */
  void take(ByteBuffer came, ByteBuffer said, WriteBuffer outbox) throws RejectedException;

  /**
   * Whether there is something to do that takes long. Until it is done by {@link #work}, and {@link
   * #take} is called again, nothing goes on.
   */
  boolean isBusy();

  /** Does what takes long, in any thread. */
  void work();

  /** Says something. */
  void send(byte[] text, WriteBuffer outbox) throws RejectedException;

  /** Says that nothing more will be said. */
  void end(WriteBuffer outbox);

  /** Speaks plainly. */
  Transport PLAIN =
      new Transport() {
        @Override
        public void take(ByteBuffer came, ByteBuffer said, WriteBuffer outbox) {
          move(came, said);
        }

        @Override
        public boolean isBusy() {
          return false;
        }

        @Override
        public void work() {
          // there is never any
        }

        @Override
        public void send(byte[] text, WriteBuffer outbox) {
          outbox.add(ByteBuffer.wrap(text));
        }

        @Override
        public void end(WriteBuffer outbox) {
          // the connection's own end says it
        }
      };

  /** Moves as much as there is room for. */
  static void move(ByteBuffer from, ByteBuffer to) {
    int size = Math.min(from.remaining(), to.remaining());
    to.put(from.slice(from.position(), size));
  }
}
