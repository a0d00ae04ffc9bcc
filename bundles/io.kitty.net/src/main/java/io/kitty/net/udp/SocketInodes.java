// SPDX-License-Identifier: Apache-2.0
package io.kitty.net.udp;

import java.io.IOException;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.stream.Stream;

/**
 * The inodes of sockets, by which Linux names them in {@code /proc/net} (proc(5)). Java does not
 * tell them, so what a socket got is found by comparison. Thread-safe.
 */
final class SocketInodes {

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final String PREFIX = "socket:[";

  private static final Map<DatagramChannel, Set<String>> NOTED =
      Collections.synchronizedMap(new WeakHashMap<>());

  /** Opens a socket. */
  interface Opening {
    DatagramChannel open() throws IOException;
  }

  private SocketInodes() {}

  /**
   * Opens a socket and notes its inode. Only one is opened at a time, but other sockets of this
   * process may be among the inodes that are noted for it: they have other ports.
   */
  static synchronized DatagramChannel noted(Opening opening) throws IOException {
    Set<String> before = all();
    DatagramChannel socket = opening.open();
    Set<String> added = all();
    added.removeAll(before);
    NOTED.put(socket, Set.copyOf(added));
    return socket;
  }

  /** Returns the noted inodes of a socket; none if they were not noted, or are unknown here. */
  static Set<String> of(DatagramChannel socket) {
    return NOTED.getOrDefault(socket, Set.of());
  }

  /** Returns the inodes of all sockets of this process; none if the system does not tell. */
  static Set<String> all() {
    Set<String> inodes = new HashSet<>();
    List<Path> descriptors = new ArrayList<>();
    try (Stream<Path> all = Files.list(DESCRIPTORS)) {
      all.forEach(descriptors::add);
    } catch (IOException e) {
      return inodes;
    }
    for (Path descriptor : descriptors) {
      try {
        String target = Files.readSymbolicLink(descriptor).toString();
        if (target.startsWith(PREFIX)) {
          inodes.add(target.substring(PREFIX.length(), target.length() - 1));
        }
      } catch (IOException e) {
        continue; // closed meanwhile
      }
    }
    return inodes;
  }
}
