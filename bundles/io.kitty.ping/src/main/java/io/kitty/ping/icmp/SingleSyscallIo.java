// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.icmp;

import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import io.kitty.ping.probe.ProbeBatch;
import io.kitty.ping.probe.Prober;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** One system call per packet: {@code sendto} and {@code recvfrom}, which every system has. */
final class SingleSyscallIo implements PacketIo {

  private static final NativeLong SENT = new NativeLong(EchoPacket.SIZE);
  private static final NativeLong ROOM = new NativeLong(RECEIVED);

  private final IcmpSocket socket;
  private final ByteBuffer packet = Libc.memory(RECEIVED).order(ByteOrder.BIG_ENDIAN);
  private final ByteBuffer address =
      Libc.memory(NativeConstants.ADDRESS_SIZE).order(ByteOrder.BIG_ENDIAN);
  private final ByteBuffer length = Libc.memory(4);
  private final Pointer packetPointer = Libc.pointer(packet);
  private final Pointer addressPointer = Libc.pointer(address);
  private final Pointer lengthPointer = Libc.pointer(length);

  SingleSyscallIo(IcmpSocket socket) {
    this.socket = socket;
  }

  @Override
  public int send(ProbeBatch batch, int from, int to) {
    for (int i = from; i < to; i++) {
      EchoPacket.write(packet, 0, socket.id(), batch.sequence(i), batch.cookie());
      address.putLong(0, 0).putLong(8, 0);
      socket.os().writeAddress(address, 0, batch.address(i));
      int sent =
          Libc.sendto(
              socket.fd(),
              packetPointer,
              SENT,
              socket.os().msgDontwait,
              addressPointer,
              NativeConstants.ADDRESS_SIZE);
      if (sent < 0) {
        return i == from ? -1 : i - from;
      }
    }
    return to - from;
  }

  @Override
  public int receive(Prober.Answers answers) {
    for (int i = 0; i < ProbeBatch.SIZE; i++) {
      length.putInt(0, NativeConstants.ADDRESS_SIZE);
      int size =
          Libc.recvfrom(
              socket.fd(),
              packetPointer,
              ROOM,
              socket.os().msgDontwait,
              addressPointer,
              lengthPointer);
      if (size < 0) {
        return i == 0 ? -1 : i;
      }
      PacketIo.handle(socket, NativeConstants.readAddress(address, 0), packet, 0, size, answers);
    }
    return ProbeBatch.SIZE;
  }
}
