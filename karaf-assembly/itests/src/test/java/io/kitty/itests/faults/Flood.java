// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests.faults;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.kitty.itests.PythonProgram;
import io.kitty.itests.TwoHostNetwork;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Sends messages of ever new machines to a hub, each from an address of its own, 50,000 a second.
 */
final class Flood {
  private static final HexFormat HEX = HexFormat.of();
  private static final int RATE = 50_000;

  /** The machine of the message that the program varies. */
  private static final String ADDRESS = "10.142.142.142";

  private static final String TOKEN = "000000000042";

  private final BufferedWriter orders;
  private final BufferedReader reports;

  /**
   * What was sent.
   *
   * @param packets those that reached this host; it may drop more if its processor is busy
   */
  record Sent(long packets, double seconds) {}

  /** Starts the program that sends, on the other host. */
  Flood(TwoHostNetwork wire) throws IOException {
    Process program = wire.start(PythonProgram.command("flood.py", TwoHostNetwork.THERE));
    orders = program.outputWriter(US_ASCII);
    reports = program.inputReader(US_ASCII);
  }

  /** Sends announcements for some seconds, and returns when all are sent. */
  Sent send(Announcement kind, int seconds) throws IOException {
    return send(kind.to(), kind.port(), kind.payload(ADDRESS, TOKEN), seconds);
  }

  /** Sends messages for some seconds, and returns when all are sent. */
  Sent send(String to, int port, byte[] message, int seconds) throws IOException {
    long before = received();
    orders.write(
        "%s %s %d %d %d %s%n".formatted(mac(to), to, port, seconds, RATE, HEX.formatHex(message)));
    orders.flush();
    String report = reports.readLine();
    if (report == null) {
      throw new IOException("the program that sends has ended");
    }
    String[] words = report.split(" ");
    return new Sent(
        Math.min(Long.parseLong(words[0]), received() - before), Double.parseDouble(words[1]));
  }

  /** Returns the packets that the interface of this host has received (proc(5)). */
  private static long received() throws IOException {
    return Files.readAllLines(Path.of("/proc/net/dev")).stream()
        .map(line -> line.strip().split("[: ]+"))
        .filter(words -> words[0].equals(TwoHostNetwork.HERE))
        .mapToLong(words -> Long.parseLong(words[2]))
        .sum();
  }

  /** Returns where frames to an address are sent (RFC 1112, section 6.4). */
  private static String mac(String to) throws IOException {
    InetAddress address = InetAddress.getByName(to);
    if (to.equals(Household.HUB)) {
      return HEX.formatHex(NetworkInterface.getByName(TwoHostNetwork.HERE).getHardwareAddress());
    } else if (address.isMulticastAddress()) {
      byte[] group = address.getAddress();
      group[1] &= 0x7F;
      return "01005e" + HEX.formatHex(group, 1, 4);
    }
    return "ffffffffffff";
  }
}
