// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.icmp;

import io.kitty.ping.probe.ProbeBatch;
import io.kitty.ping.probe.Prober;
import java.nio.ByteBuffer;

/** Sends and receives packets through an ICMP socket. */
interface PacketIo {

  /**
   * The maximum number of bytes received of a packet: an IP header with all options, and more than
   * a reply.
   */
  int RECEIVED = 96;

  /**
   * Sends requests without waiting.
   *
   * @return how many were sent, from the first on; -1 if none, with the reason in {@link
   *     Libc#errno}
   */
  int send(ProbeBatch batch, int from, int to);

  /**
   * Receives the pending packets without waiting.
   *
   * @return how many packets; -1 if none, with the reason in {@link Libc#errno}
   */
  int receive(Prober.Answers answers);

  /** Returns the implementation for this system. */
  static PacketIo of(IcmpSocket socket) {
    return socket.os() == NativeConstants.LINUX
        ? new BatchSyscallIo(socket)
        : new SingleSyscallIo(socket);
  }

  /** Passes on a received packet if it replies to one of this socket's requests. */
  static void handle(
      IcmpSocket socket, int source, ByteBuffer in, int at, int length, Prober.Answers answers) {
    int reply = EchoPacket.find(in, at, length, socket.ipHeader());
    boolean ours = reply >= 0 && at + length - reply == EchoPacket.SIZE;
    if (ours && EchoPacket.id(in, reply) == socket.id()) {
      answers.answer(source, EchoPacket.sequence(in, reply), EchoPacket.cookie(in, reply));
    }
  }
}
