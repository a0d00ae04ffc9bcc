// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.icmp;

import io.kitty.ping.probe.ProbeBatch;
import io.kitty.ping.probe.Prober;

/** One system call per batch: {@code sendmmsg} and {@code recvmmsg} of Linux. */
final class BatchSyscallIo implements PacketIo {

  private final IcmpSocket socket;
  private final MmsgBuffer out = new MmsgBuffer(ProbeBatch.SIZE, EchoPacket.SIZE);
  private final MmsgBuffer in = new MmsgBuffer(ProbeBatch.SIZE, RECEIVED);
  private int received = ProbeBatch.SIZE;

  BatchSyscallIo(IcmpSocket socket) {
    this.socket = socket;
  }

  @Override
  public int send(ProbeBatch batch, int from, int to) {
    for (int i = from; i < to; i++) {
      socket.os().writeAddress(out.addresses(), out.addressAt(i), batch.address(i));
      EchoPacket.write(out.data(), out.at(i), socket.id(), batch.sequence(i), batch.cookie());
    }
    return Libc.sendmmsg(socket.fd(), out.from(from), to - from, socket.os().msgDontwait);
  }

  @Override
  public int receive(Prober.Answers answers) {
    in.reset(received);
    int count = Libc.recvmmsg(socket.fd(), in.from(0), ProbeBatch.SIZE, socket.os().msgDontwait);
    received = Math.max(0, count);
    for (int i = 0; i < count; i++) {
      int source = NativeConstants.readAddress(in.addresses(), in.addressAt(i));
      PacketIo.handle(socket, source, in.data(), in.at(i), in.length(i), answers);
    }
    return count;
  }
}
