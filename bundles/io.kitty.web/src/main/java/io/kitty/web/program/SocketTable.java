// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.program;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TCP sockets of this machine, as Linux lists them in {@code /proc/net/tcp} and {@code tcp6}
 * (proc_pid_net(5)). Reading takes time in proportion to their number. Empty on other systems.
 */
final class SocketTable {

  private static final Logger LOG = LoggerFactory.getLogger(SocketTable.class);

  private static final int LOCAL = 1;
  private static final int REMOTE = 2;
  private static final int UID = 7;
  private static final int INODE = 9;
  private static final int PORT_DIGITS = 4;
  private static final int WORD = 4;

  private final Path net;

  /**
   * @param net the folder with the two files
   */
  SocketTable(Path net) {
    this.net = net;
  }

  /** A connection, as seen from the end whose socket is looked up. */
  record Connection(InetSocketAddress local, InetSocketAddress remote) {
    private String key() {
      return key(local) + " " + key(remote);
    }

    private static String key(InetSocketAddress end) {
      return HexFormat.of().formatHex(unmapped(end.getAddress().getAddress()))
          + ":"
          + end.getPort();
    }
  }

  /**
   * A socket.
   *
   * @param uid the user id of the owner
   * @param inode the inode, by which the process refers to it
   */
  record Entry(int uid, long inode) {}

  /** Returns the sockets of connections that are on this machine; reads the lists once. */
  Map<Connection, Entry> find(Set<Connection> wanted) {
    Map<String, Connection> byKey =
        wanted.stream().collect(Collectors.toMap(Connection::key, each -> each, (a, b) -> a));
    Set<Integer> ports =
        wanted.stream().map(each -> each.remote().getPort()).collect(Collectors.toSet());
    Map<Connection, Entry> found = new HashMap<>();
    for (String file : List.of("tcp", "tcp6")) {
      try (Stream<String> lines = Files.lines(net.resolve(file))) {
        lines
            .skip(1)
            .filter(line -> ports.contains(remotePort(line)))
            .map(line -> line.strip().split("\\s+"))
            .filter(fields -> fields.length > INODE)
            .forEach(
                fields -> {
                  Connection connection = byKey.get(key(fields[LOCAL]) + " " + key(fields[REMOTE]));
                  Entry entry = entry(fields);
                  if (connection != null && entry.inode() != 0) {
                    found.put(connection, entry);
                  }
                });
      } catch (IOException | RuntimeException e) {
        LOG.debug("Cannot read the list of sockets {}", file, e);
      }
    }
    return found;
  }

  private static Entry entry(String[] fields) {
    return new Entry(Integer.parseUnsignedInt(fields[UID]), Long.parseLong(fields[INODE]));
  }

  /**
   * Returns the remote port, which follows the third colon of a line; -1 for none. Lines are
   * filtered by it before they are split.
   */
  private static int remotePort(String line) {
    int colon = line.indexOf(':', line.indexOf(':', line.indexOf(':') + 1) + 1);
    int end = colon + 1 + PORT_DIGITS;
    return colon > 0 && end <= line.length() ? HexFormat.fromHexDigits(line, colon + 1, end) : -1;
  }

  private static String key(String end) {
    int colon = end.indexOf(':');
    byte[] octets = HexFormat.of().parseHex(end, 0, colon);
    int port = HexFormat.fromHexDigits(end, colon + 1, end.length());
    return HexFormat.of().formatHex(unmapped(swapped(octets))) + ":" + port;
  }

  /** Reverses the bytes of each 32 bits, which the kernel prints in the machine's byte order. */
  private static byte[] swapped(byte[] octets) {
    if (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
      ByteBuffer words = ByteBuffer.wrap(octets);
      for (int i = 0; i < octets.length; i += WORD) {
        words.putInt(i, Integer.reverseBytes(words.getInt(i)));
      }
    }
    return octets;
  }

  /** Returns the IPv4 address in a mapped IPv6 address (RFC 4291, section 2.5.5.2). */
  private static byte[] unmapped(byte[] octets) {
    boolean mapped =
        octets.length == 16
            && octets[10] == -1
            && octets[11] == -1
            && Arrays.equals(octets, 0, 10, new byte[10], 0, 10);
    return mapped ? Arrays.copyOfRange(octets, 12, 16) : octets;
  }
}
