// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The name of this host, read from the system where possible, without DNS. */
public final class HostName {

  private static final Path LINUX = Path.of("/proc/sys/kernel/hostname");

  private HostName() {}

  /** Returns the name; {@code localhost} if the system has none. */
  public static String get() {
    try {
      return Files.readString(LINUX).strip();
    } catch (IOException e) {
      return lookUp();
    }
  }

  private static String lookUp() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
