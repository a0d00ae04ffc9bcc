// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.icmp;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Constants that the C headers of the operating systems define with different values: {@code
 * sys/socket.h}, {@code netinet/in.h} and {@code errno.h}.
 */
enum NativeConstants {
  LINUX(0x80000, 1, 7, 8, 0x40, Set.of(4, 11, 12, 105)),
  MACOS(0, 0xffff, 0x1001, 0x1002, 0x80, Set.of(4, 12, 35, 55));

  static final int AF_INET = 2;
  static final int SOCK_DGRAM = 2;
  static final int SOCK_RAW = 3;
  static final int IPPROTO_ICMP = 1;
  static final int EBADF = 9;

  /** The length of a {@code sockaddr_in}. */
  static final int ADDRESS_SIZE = 16;

  /** Added to a socket's type: not inherited by child processes. */
  final int closeOnExec;

  final int solSocket;
  final int soSndbuf;
  final int soRcvbuf;
  final int msgDontwait;

  /** EINTR, EAGAIN, ENOMEM, ENOBUFS: sending may succeed later. */
  private final Set<Integer> busy;

  NativeConstants(
      int closeOnExec,
      int solSocket,
      int soSndbuf,
      int soRcvbuf,
      int msgDontwait,
      Set<Integer> busy) {
    this.closeOnExec = closeOnExec;
    this.solSocket = solSocket;
    this.soSndbuf = soSndbuf;
    this.soRcvbuf = soRcvbuf;
    this.msgDontwait = msgDontwait;
    this.busy = busy;
  }

  /** Returns the constants of this system, if it is supported. */
  static Optional<NativeConstants> here() {
    String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (name.startsWith("linux")) {
      return Optional.of(LINUX);
    }
    return name.startsWith("mac") ? Optional.of(MACOS) : Optional.empty();
  }

  boolean busy(int errno) {
    return busy.contains(errno);
  }

  /** Writes a {@code sockaddr_in} without a port into a big-endian buffer. */
  void writeAddress(ByteBuffer out, int at, int address) {
    if (this == MACOS) {
      out.put(at, (byte) ADDRESS_SIZE).put(at + 1, (byte) AF_INET);
    } else {
      boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
      out.put(at, (byte) (little ? AF_INET : 0)).put(at + 1, (byte) (little ? 0 : AF_INET));
    }
    out.putInt(at + 4, address);
  }

  /** Returns the address in a {@code sockaddr_in}. */
  static int readAddress(ByteBuffer in, int at) {
    return in.getInt(at + 4);
  }

  /** Returns the port in a {@code sockaddr_in}. */
  static int readPort(ByteBuffer in, int at) {
    return in.getShort(at + 2) & 0xffff;
  }
}
