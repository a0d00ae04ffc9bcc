// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The local addresses of a process's sockets, from Linux's /proc (proc(5)). */
public final class ProcessSockets {
  private static final String LISTEN = "0A";
  private static final String ANY = "";

  private ProcessSockets() {}

  /** Where it accepts TCP connections. */
  public static List<InetSocketAddress> listening(long pid) throws IOException {
    return local(pid, LISTEN, "tcp", "tcp6");
  }

  /** Where it takes UDP datagrams. */
  public static List<InetSocketAddress> udp(long pid) throws IOException {
    return local(pid, ANY, "udp", "udp6");
  }

  /** Where it takes ICMP messages; the port is the protocol or the echo identifier. */
  public static List<InetSocketAddress> icmp(long pid) throws IOException {
    return local(pid, ANY, "raw", "icmp");
  }

  private static List<InetSocketAddress> local(long pid, String state, String... tables)
      throws IOException {
    Path proc = Path.of("/proc", Long.toString(pid));
    Set<String> sockets = sockets(proc.resolve("fd"));
    List<InetSocketAddress> local = new ArrayList<>();
    for (String table : tables) {
      Path file = proc.resolve("net").resolve(table);
      if (Files.exists(file)) {
        for (String line : Files.readAllLines(file)) {
          String[] fields = line.trim().split("\\s+");
          if (fields[3].endsWith(state) && sockets.contains("socket:[" + fields[9] + "]")) {
            local.add(address(fields[1]));
          }
        }
      }
    }
    return local;
  }

  private static Set<String> sockets(Path descriptors) throws IOException {
    try (Stream<Path> links = Files.list(descriptors)) {
      return links.map(ProcessSockets::target).collect(Collectors.toSet());
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return ""; // closed in the meantime
    }
  }

  /** An address is printed as 32-bit words in the machine's own byte order, a port as a number. */
  private static InetSocketAddress address(String hex) throws IOException {
    String[] parts = hex.split(":");
    ByteBuffer words =
        ByteBuffer.wrap(HexFormat.of().parseHex(parts[0])).order(ByteOrder.nativeOrder());
    ByteBuffer bytes = ByteBuffer.allocate(words.capacity());
    while (words.hasRemaining()) {
      bytes.putInt(words.getInt());
    }
    return new InetSocketAddress(
        InetAddress.getByAddress(bytes.array()), HexFormat.fromHexDigits(parts[1]));
  }
}
