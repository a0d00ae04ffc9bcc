// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.access;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The host names of this machine, read from the system where possible, without DNS. */
public final class OwnName {

  private static final Path LINUX = Path.of("/proc/sys/kernel/hostname");

  private OwnName() {}

  /** Returns the host name, with and without the domain, and the name for multicast DNS. */
  public static Set<String> all() {
    String name = get().toLowerCase(Locale.ROOT);
    String label = name.replaceFirst("\\..*", "");
    return label.isEmpty() ? Set.of() : Set.copyOf(List.of(name, label, label + ".local"));
  }

  private static String get() {
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
