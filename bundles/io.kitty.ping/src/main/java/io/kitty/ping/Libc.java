// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * The functions of the C library that a socket needs. They are bound while there is a socket: a
 * library that stays open keeps a thread of JNA alive, and that the class loader of a bundle that
 * was replaced long ago.
 */
final class Libc {

  /** Those that only Linux has. */
  static final class Linux {
    private Linux() {}

    static native int sendmmsg(int fd, Pointer messages, int count, int flags);

    static native int recvmmsg(
        int fd, Pointer messages, int count, int flags, @Nullable Pointer timeout);
  }

  private static @Nullable NativeLibrary library;
  private static int users;

  private Libc() {}

  static native int socket(int domain, int type, int protocol);

  static native int setsockopt(int fd, int level, int name, Pointer value, int length);

  static native int bind(int fd, Pointer address, int length);

  static native int getsockname(int fd, Pointer address, Pointer length);

  static native int sendto(
      int fd, Pointer data, NativeLong length, int flags, Pointer address, int addressLength);

  static native int recvfrom(
      int fd, Pointer data, NativeLong length, int flags, Pointer address, Pointer addressLength);

  static native int poll(Pointer descriptors, NativeLong count, int milliseconds);

  static native int close(int fd);

  static native String strerror(int errno);

  /**
   * Binds the functions; each call needs its {@link #release}.
   *
   * @throws LinkageError if this machine has no such library, or native code may not be loaded
   */
  static synchronized void acquire(Os os) {
    if (users == 0) {
      NativeLibrary c = NativeLibrary.getInstance("c", Libc.class.getClassLoader());
      library = c;
      Native.register(Libc.class, c);
      if (os == Os.LINUX) {
        Native.register(Linux.class, c);
      }
    }
    users++;
  }

  /** Lets go of the functions; nobody may be in a call of a socket that is closed. */
  static synchronized void release() {
    if (--users == 0 && library != null) {
      Native.unregister(Libc.class);
      Native.unregister(Linux.class);
      library.close();
      library = null;
    }
  }

  /** What the last call on this thread complained of. */
  static int errno() {
    return Native.getLastError();
  }

  /** Memory that native code may use, in its byte order, for as long as the buffer is reachable. */
  static ByteBuffer memory(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
  }

  static Pointer pointer(ByteBuffer memory) {
    return Native.getDirectBufferPointer(memory);
  }
}
