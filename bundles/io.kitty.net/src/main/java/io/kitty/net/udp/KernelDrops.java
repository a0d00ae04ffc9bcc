// SPDX-License-Identifier: Apache-2.0
package io.kitty.net.udp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads how many datagrams the kernel dropped because a receive buffer was full, for the UDP
 * sockets of this process. Linux counts them in {@code /proc/net/udp}; they are unknown elsewhere.
 */
final class KernelDrops {

  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/udp"), Path.of("/proc/net/udp6"));
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  private static final long FRESH = 2_000_000_000L;

  private record Reading(long nanos, Map<Integer, Long> drops) {}

  private static volatile @Nullable Reading last;

  private KernelDrops() {}

  /**
   * Returns the datagrams dropped so far, by local port; at most two seconds old. Sockets with the
   * same port are added up.
   */
  static Map<Integer, Long> byPort() {
    Reading reading = last;
    if (reading == null || System.nanoTime() - reading.nanos() > FRESH) {
      reading = new Reading(System.nanoTime(), read());
      last = reading;
    }
    return reading.drops();
  }

  private static Map<Integer, Long> read() {
    Set<String> own = inodes();
    Map<Integer, Long> drops = new HashMap<>();
    for (Path table : TABLES) {
      try (Stream<String> lines = Files.lines(table, StandardCharsets.US_ASCII)) {
        lines.skip(1).forEach(line -> add(line, own, drops));
      } catch (IOException e) {
        return drops;
      }
    }
    return drops;
  }

  /**
   * Parses a line in the format of proc(5): the local address is the second field, the inode the
   * tenth.
   */
  static void add(String line, Set<String> own, Map<Integer, Long> drops) {
    String[] fields = line.strip().split("\\s+");
    if (fields.length >= 13 && own.contains(fields[9])) {
      int port = Integer.parseInt(fields[1].substring(fields[1].indexOf(':') + 1), 16);
      drops.merge(port, Long.parseLong(fields[12]), Long::sum);
    }
  }

  private static Set<String> inodes() {
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
        if (target.startsWith("socket:[")) {
          inodes.add(target.substring(8, target.length() - 1));
        }
      } catch (IOException e) {
        continue; // closed meanwhile
      }
    }
    return inodes;
  }
}
