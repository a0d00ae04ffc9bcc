// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.access;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Finds out which user of this machine is at the other end of a connection. Linux tells in {@code
 * /proc/net/tcp} and {@code tcp6} (proc_pid_net(5)); elsewhere nobody does.
 */
public final class PeerOwner {

  private static final int LOCAL = 1;
  private static final int REMOTE = 2;
  private static final int UID = 7;
  private static final int WORD = 4;

  private final Path net;
  private final Path self;

  /** Asks this machine. */
  public PeerOwner() {
    this(Path.of("/proc/net"), Path.of("/proc/self"));
  }

  PeerOwner(Path net, Path self) {
    this.net = net;
    this.self = self;
  }

  /** The user who runs this process. */
  public OptionalInt own() {
    try {
      return OptionalInt.of((Integer) Files.getAttribute(self, "unix:uid"));
    } catch (IOException | RuntimeException e) {
      return OptionalInt.empty();
    }
  }

  /**
   * The user who has the client's end, where that is on this machine.
   *
   * @param client the client's end
   * @param server our end
   */
  public OptionalInt of(InetSocketAddress client, InetSocketAddress server) {
    return Stream.of("tcp", "tcp6")
        .map(file -> find(file, client, server))
        .filter(OptionalInt::isPresent)
        .findFirst()
        .orElse(OptionalInt.empty());
  }

  private OptionalInt find(String file, InetSocketAddress client, InetSocketAddress server) {
    try (Stream<String> lines = Files.lines(net.resolve(file))) {
      return lines
          .skip(1)
          .map(line -> List.of(line.strip().split("\\s+")))
          .filter(fields -> fields.size() > UID)
          .filter(fields -> is(fields.get(LOCAL), client) && is(fields.get(REMOTE), server))
          .mapToInt(fields -> Integer.parseUnsignedInt(fields.get(UID)))
          .findFirst();
    } catch (IOException | RuntimeException e) {
      return OptionalInt.empty();
    }
  }

  private static boolean is(String end, InetSocketAddress address) {
    int colon = end.indexOf(':');
    return Integer.parseInt(end.substring(colon + 1), 16) == address.getPort()
        && same(end.substring(0, colon), address.getAddress());
  }

  /** The kernel prints each 32 bits of an address as a number of this machine's byte order. */
  private static boolean same(String hex, InetAddress address) {
    byte[] octets = HexFormat.of().parseHex(hex);
    if (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
      ByteBuffer words = ByteBuffer.wrap(octets);
      for (int i = 0; i < octets.length; i += WORD) {
        words.putInt(i, Integer.reverseBytes(words.getInt(i)));
      }
    }
    return Arrays.equals(plain(octets), plain(address.getAddress()));
  }

  /** An IPv4 address that stands in an IPv6 one (RFC 4291, section 2.5.5.2) is the same. */
  private static byte[] plain(byte[] octets) {
    boolean mapped =
        octets.length == 16
            && octets[10] == -1
            && octets[11] == -1
            && Arrays.equals(octets, 0, 10, new byte[10], 0, 10);
    return mapped ? Arrays.copyOfRange(octets, 12, 16) : octets;
  }
}
