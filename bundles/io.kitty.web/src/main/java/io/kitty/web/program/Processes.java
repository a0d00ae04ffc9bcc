// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.program;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The processes of this machine and their sockets, as Linux lists them in {@code /proc/PID/fd}
 * (proc_pid_fd(5)): those of the hub's user, or of all users if that is root. For one thread.
 */
final class Processes {

  private static final int MAX_REMEMBERED = 32;
  private static final String SOCKET = "socket:[";

  private final Path proc;

  /**
   * The processes that were found last, which are looked at first: the client with many requests is
   * most likely one of them.
   */
  private final Set<String> recent = new LinkedHashSet<>();

  /**
   * @param proc the folder of the processes
   */
  Processes(Path proc) {
    this.proc = proc;
  }

  /** Returns the ids of the processes that own these inodes, as far as they are visible. */
  Map<Long, String> owners(Set<Long> inodes) {
    Map<Long, String> owners = new HashMap<>();
    Set<Long> left = new HashSet<>(inodes);
    for (String pid : List.copyOf(recent)) {
      search(pid, left, owners);
    }
    if (!left.isEmpty()) {
      for (String pid : all()) {
        search(pid, left, owners);
      }
    }
    return owners;
  }

  private List<String> all() {
    List<String> pids = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(proc, "[1-9]*")) {
      entries.forEach(entry -> pids.add(entry.getFileName().toString()));
    } catch (IOException | DirectoryIteratorException e) {
      return pids;
    }
    return pids;
  }

  private void search(String pid, Set<Long> left, Map<Long, String> owners) {
    if (left.isEmpty()) {
      return;
    }
    int before = left.size();
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(proc.resolve(pid + "/fd"))) {
      for (Path descriptor : descriptors) {
        long inode = inode(descriptor);
        if (left.remove(inode)) {
          owners.put(inode, pid);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      recent.remove(pid); // it has ended, or is not visible
      return;
    }
    if (left.size() < before) {
      remember(pid);
    }
  }

  private void remember(String pid) {
    recent.remove(pid);
    recent.add(pid);
    if (recent.size() > MAX_REMEMBERED) {
      recent.remove(recent.iterator().next());
    }
  }

  /** Returns the inode of a descriptor's socket; 0 for other files. */
  private static long inode(Path descriptor) {
    try {
      String target = Files.readSymbolicLink(descriptor).toString();
      return target.startsWith(SOCKET) && target.endsWith("]")
          ? Long.parseLong(target.substring(SOCKET.length(), target.length() - 1))
          : 0;
    } catch (IOException | RuntimeException e) {
      return 0;
    }
  }
}
