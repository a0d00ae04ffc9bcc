// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.neighbour;

import io.kitty.ping.network.Ipv4Ints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The system's table of IPv4 neighbours. */
@FunctionalInterface
public interface ArpTable {

  /**
   * Returns the complete entries, without static ones: hardware addresses by IPv4 address as int.
   */
  Map<Integer, String> complete() throws IOException;

  /** The table of Linux (arp(7)); empty on other systems. */
  static Map<Integer, String> system() throws IOException {
    Path file = Path.of("/proc/net/arp");
    if (!Files.isReadable(file)) {
      return Map.of();
    }
    try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      return read(lines);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Parses lines of address, type, flags, hardware address, mask and device, after a heading. */
  static Map<Integer, String> read(Stream<String> lines) throws IOException {
    Pattern address = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    Map<Integer, String> table = new LinkedHashMap<>();
    for (String[] fields : lines.skip(1).map(line -> line.split(" +")).toList()) {
      if (fields.length >= 6 && address.matcher(fields[0]).matches() && isFound(fields[2])) {
        table.put(Ipv4Ints.number(InetAddress.getByName(fields[0])), fields[3]);
      }
    }
    return table;
  }

  /** Returns whether ATF_COM is set, and neither ATF_PERM nor ATF_PUBL (if_arp.h). */
  private static boolean isFound(String flags) {
    return flags.matches("0x[0-9a-f]{1,4}") && (Integer.decode(flags) & 0xe) == 2;
  }
}
