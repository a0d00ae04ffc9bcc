// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.publisher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The name of this host, without a DNS query if the system provides it. */
final class LocalHostName {

  private static final Path LINUX = Path.of("/proc/sys/kernel/hostname");

  private LocalHostName() {}

  static String get() {
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
