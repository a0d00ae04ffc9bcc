// SPDX-License-Identifier: Apache-2.0
package io.kitty.net.link;

import io.kitty.identifier.Identifier;
import io.kitty.identifier.Identifier.Mac;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the kernel's neighbour table. */
final class ArpTableReader {

  private static final Logger LOG = LoggerFactory.getLogger(ArpTableReader.class);

  private static final Path PROC_NET_ARP = Path.of("/proc/net/arp");

  /** Whether the IPv4 table is available as a file. */
  static final boolean HAS_FILE = Files.isReadable(PROC_NET_ARP);

  /** The output format of {@code ip -6 neigh}, then of {@code arp -an} and {@code ndp -an}. */
  private static final List<Pattern> LINES =
      List.of(
          Pattern.compile("^(\\S+) dev \\S+ .*lladdr ([0-9a-f:]{17}).*"),
          Pattern.compile("^\\S+ \\(([0-9.]+)\\) at ([0-9a-f:]{11,17}) .*"),
          Pattern.compile("^([0-9a-f:]+)(?:%\\S+)?\\s+([0-9a-f:]{11,17})\\s.*"));

  private static final List<List<String>> COMMANDS =
      HAS_FILE
          ? List.of(List.of("ip", "-6", "neigh", "show"))
          : List.of(List.of("arp", "-an"), List.of("ndp", "-an"));

  private ArpTableReader() {}

  /** Returns the complete entries of Linux' IPv4 table. */
  static Map<InetAddress, Mac> procNetArp() {
    try {
      return ArpTableParser.parse(Files.readAllBytes(PROC_NET_ARP));
    } catch (IOException e) {
      LOG.debug("Cannot read {}", PROC_NET_ARP, e);
      return Map.of();
    }
  }

  /** Returns the table as printed by the system's commands. */
  static Map<InetAddress, Mac> commands() {
    Map<InetAddress, Mac> table = new HashMap<>();
    for (List<String> command : COMMANDS) {
      try {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        try (BufferedReader output =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.ISO_8859_1))) {
          parse(output.lines(), table);
        }
        if (!process.waitFor(1, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (IOException | UncheckedIOException e) {
        LOG.debug("Cannot run {}: {}", command, e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return table;
      }
    }
    return table;
  }

  static void parse(Stream<String> lines, Map<InetAddress, Mac> table) {
    lines.forEach(
        line -> {
          for (Pattern pattern : LINES) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.matches()) {
              put(table, matcher.group(1), padded(matcher.group(2)));
              return;
            }
          }
        });
  }

  /** Adds the leading zeros that macOS omits. */
  private static String padded(String mac) {
    return mac.replaceAll("(?<![0-9a-f])([0-9a-f])(?![0-9a-f])", "0$1");
  }

  private static void put(Map<InetAddress, Mac> table, String address, String mac) {
    try {
      InetAddress key = InetAddress.getByName(address);
      Identifier.mac(mac)
          .filter(m -> !m.value().equals("00:00:00:00:00:00"))
          .ifPresent(m -> table.put(key, (Mac) m));
    } catch (UnknownHostException e) {
      LOG.debug("Not an address in the neighbour table: {}", address);
    }
  }
}
