// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.icmp;

import com.sun.jna.Function;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The functions of the C library that a socket needs. The library is open only while there is a
 * socket: an open library keeps a thread of JNA alive, and with it the class loader of a bundle
 * that was replaced long ago. Functions are called by name: JNA's direct mapping is faster, but
 * each copy of its native code then holds a file open that nothing closes, one each time the bundle
 * is replaced.
 */
final class Libc {

  private static volatile @Nullable NativeLibrary library;
  private static int users;

  private Libc() {}

  static int socket(int domain, int type, int protocol) {
    return call("socket", domain, type, protocol);
  }

  static int setsockopt(int fd, int level, int name, Pointer value, int length) {
    return call("setsockopt", fd, level, name, value, length);
  }

  static int bind(int fd, Pointer address, int length) {
    return call("bind", fd, address, length);
  }

  static int getsockname(int fd, Pointer address, Pointer length) {
    return call("getsockname", fd, address, length);
  }

  static int sendto(
      int fd, Pointer data, NativeLong length, int flags, Pointer address, int addressLength) {
    return call("sendto", fd, data, length, flags, address, addressLength);
  }

  static int recvfrom(
      int fd, Pointer data, NativeLong length, int flags, Pointer address, Pointer addressLength) {
    return call("recvfrom", fd, data, length, flags, address, addressLength);
  }

  /** Linux only. */
  static int sendmmsg(int fd, Pointer messages, int count, int flags) {
    return call("sendmmsg", fd, messages, count, flags);
  }

  /** Linux only; without a timeout. */
  static int recvmmsg(int fd, Pointer messages, int count, int flags) {
    return call("recvmmsg", fd, messages, count, flags, Pointer.NULL);
  }

  static int poll(Pointer descriptors, NativeLong count, int milliseconds) {
    return call("poll", descriptors, count, milliseconds);
  }

  static int close(int fd) {
    return call("close", fd);
  }

  static String strerror(int errno) {
    return function("strerror").invokeString(new Object[] {errno}, false);
  }

  private static int call(String name, @Nullable Object... arguments) {
    return function(name).invokeInt(arguments);
  }

  private static Function function(String name) {
    return Objects.requireNonNull(library, "no socket is open").getFunction(name);
  }

  /**
   * Opens the library; each call needs its {@link #release}.
   *
   * @throws LinkageError if this system has no such library, or native code may not be loaded
   */
  static synchronized void acquire() {
    if (users == 0) {
      library = NativeLibrary.getInstance("c", Libc.class.getClassLoader());
    }
    users++;
  }

  /** Closes it with the last user; no call may be in progress on a closed socket. */
  static synchronized void release() {
    NativeLibrary open = library;
    if (--users == 0 && open != null) {
      library = null;
      open.close();
    }
  }

  /** Returns the error of the last call on this thread. */
  static int errno() {
    return Native.getLastError();
  }

  /** Returns memory for native code, in native byte order, valid while the buffer is reachable. */
  static ByteBuffer memory(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
  }

  static Pointer pointer(ByteBuffer memory) {
    return Native.getDirectBufferPointer(memory);
  }
}
