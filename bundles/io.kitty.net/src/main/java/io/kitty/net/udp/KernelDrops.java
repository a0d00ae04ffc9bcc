// SPDX-License-Identifier: Apache-2.0
package io.kitty.net.udp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
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

  private static final long FRESH = 2_000_000_000L;

  /** The local port of a socket, and the datagrams that it lost. */
  record Losses(int port, long datagrams) {}

  private record Reading(long nanos, Map<String, Losses> byInode) {}

  private static volatile @Nullable Reading last;

  private KernelDrops() {}

  /**
   * Returns the datagrams that a socket lost so far; at most two seconds old. A port that is shared
   * has several sockets, also of other protocols: the inode says which is meant. Of a socket whose
   * inode was not noted, the port does.
   */
  static long of(DatagramChannel socket) throws IOException {
    if (!(socket.getLocalAddress() instanceof InetSocketAddress local)) {
      return 0;
    }
    return sum(byInode(), SocketInodes.of(socket), local.getPort());
  }

  static long sum(Map<String, Losses> byInode, Set<String> inodes, int port) {
    return byInode.entrySet().stream()
        .filter(each -> inodes.isEmpty() || inodes.contains(each.getKey()))
        .filter(each -> each.getValue().port() == port)
        .mapToLong(each -> each.getValue().datagrams())
        .sum();
  }

  private static Map<String, Losses> byInode() {
    Reading reading = last;
    if (reading == null || System.nanoTime() - reading.nanos() > FRESH) {
      reading = new Reading(System.nanoTime(), read());
      last = reading;
    }
    return reading.byInode();
  }

  private static Map<String, Losses> read() {
    Set<String> own = SocketInodes.all();
    Map<String, Losses> losses = new HashMap<>();
    for (Path table : TABLES) {
      try (Stream<String> lines = Files.lines(table, StandardCharsets.US_ASCII)) {
        lines.skip(1).forEach(line -> add(line, own, losses));
      } catch (IOException e) {
        return losses;
      }
    }
    return losses;
  }

  /**
   * Parses a line in the format of proc(5): the local address is the second field, the inode the
   * tenth.
   */
  static void add(String line, Set<String> own, Map<String, Losses> losses) {
    String[] fields = line.strip().split("\\s+");
    if (fields.length >= 13 && own.contains(fields[9])) {
      int port = Integer.parseInt(fields[1].substring(fields[1].indexOf(':') + 1), 16);
      losses.put(fields[9], new Losses(port, Long.parseLong(fields[12])));
    }
  }
}
