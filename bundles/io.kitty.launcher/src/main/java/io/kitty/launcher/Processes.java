// SPDX-License-Identifier: Apache-2.0
package io.kitty.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Other processes of this machine. */
final class Processes {

  private Processes() {}

  /**
   * Returns whether a process runs. A zombie, whose parent has not waited for it, still has its id;
   * Linux marks it with the state Z after the name in brackets (proc(5)).
   */
  static boolean alive(long pid) {
    if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()) {
      return false;
    }
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException e) {
      return true; // not Linux
    }
  }
}
