// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.icmp;

import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/**
 * An ICMP socket of the system. Not safe for use by several threads.
 *
 * <p>A datagram socket (icmp(7), {@code net.ipv4.ping_group_range}) receives the replies to its own
 * requests only, and on Linux the system sets their identifier; a raw socket receives all of them.
 */
final class IcmpSocket {

  private static final int SOL_RAW = 255;
  private static final int ICMP_FILTER = 1;
  private static final int ALL_BUT_ECHO_REPLY = ~1;
  private static final int SO_RCVBUFFORCE = 33;
  private static final int SO_SNDBUFFORCE = 32;
  private static final int BUFFER = 4 << 20;
  private static final short POLLIN = 1;
  private static final NativeLong ONE = new NativeLong(1);

  private final NativeConstants os;
  private final int fd;
  private final int id;
  private final boolean raw;
  private final ByteBuffer pollfd = Libc.memory(8);
  private final Pointer pollfdPointer = Libc.pointer(pollfd);

  private IcmpSocket(NativeConstants os, int fd, int id, boolean raw) {
    this.os = os;
    this.fd = fd;
    this.id = id;
    this.raw = raw;
    pollfd.putInt(0, fd).putShort(4, POLLIN);
  }

  /**
   * Opens the kind of socket that this process may use.
   *
   * @throws IOException if it may use neither
   * @throws LinkageError if native code cannot be used here
   */
  static IcmpSocket open(NativeConstants os) throws IOException {
    try {
      return open(os, false);
    } catch (IOException noDatagram) {
      try {
        return open(os, true);
      } catch (IOException noRaw) {
        throw new IOException(noDatagram.getMessage() + ", " + noRaw.getMessage(), noRaw);
      }
    }
  }

  /** Opens a raw socket or a datagram socket. */
  static IcmpSocket open(NativeConstants os, boolean raw) throws IOException {
    Libc.acquire();
    String kind = raw ? "raw socket: " : "datagram socket: ";
    int type = (raw ? NativeConstants.SOCK_RAW : NativeConstants.SOCK_DGRAM) | os.closeOnExec;
    int fd = Libc.socket(NativeConstants.AF_INET, type, NativeConstants.IPPROTO_ICMP);
    if (fd < 0) {
      String reason = Libc.strerror(Libc.errno());
      Libc.release();
      throw new IOException(kind + reason);
    }
    growBuffer(os, fd, SO_RCVBUFFORCE, os.soRcvbuf);
    growBuffer(os, fd, SO_SNDBUFFORCE, os.soSndbuf);
    if (os == NativeConstants.LINUX && raw) {
      option(fd, SOL_RAW, ICMP_FILTER, ALL_BUT_ECHO_REPLY);
    }
    int id =
        os == NativeConstants.LINUX && !raw ? bind(os, fd) : new SecureRandom().nextInt(0x10000);
    return new IcmpSocket(os, fd, id, raw);
  }

  /** Binds to a free identifier, and returns it. */
  private static int bind(NativeConstants os, int fd) {
    ByteBuffer address = Libc.memory(NativeConstants.ADDRESS_SIZE).order(ByteOrder.BIG_ENDIAN);
    os.writeAddress(address, 0, 0);
    ByteBuffer length = Libc.memory(4).putInt(0, NativeConstants.ADDRESS_SIZE);
    Libc.bind(fd, Libc.pointer(address), NativeConstants.ADDRESS_SIZE);
    Libc.getsockname(fd, Libc.pointer(address), Libc.pointer(length));
    return NativeConstants.readPort(address, 0);
  }

  /**
   * Enlarges a buffer: the replies to a whole sweep may arrive at once, and requests wait in the
   * send buffer during ARP resolution. A smaller buffer than requested is no error.
   */
  private static void growBuffer(NativeConstants os, int fd, int force, int name) {
    if (os == NativeConstants.LINUX && option(fd, os.solSocket, force, BUFFER)) {
      return;
    }
    int size = BUFFER;
    while (size > 1 << 16 && !option(fd, os.solSocket, name, size)) {
      size /= 2;
    }
  }

  private static boolean option(int fd, int level, int name, int value) {
    ByteBuffer memory = Libc.memory(4).putInt(0, value);
    return Libc.setsockopt(fd, level, name, Libc.pointer(memory), 4) == 0;
  }

  NativeConstants os() {
    return os;
  }

  int fd() {
    return fd;
  }

  /** Returns the identifier of its requests, and of replies to them. */
  int id() {
    return id;
  }

  /** Returns whether a received packet starts with its IP header; on macOS it always does. */
  boolean ipHeader() {
    return raw || os == NativeConstants.MACOS;
  }

  /** Waits until a packet can be received. */
  void await(int milliseconds) {
    Libc.poll(pollfdPointer, ONE, milliseconds);
  }

  void close() {
    Libc.close(fd);
    Libc.release();
  }

  @Override
  public String toString() {
    return (raw ? "raw" : "datagram") + " ICMP socket";
  }
}
