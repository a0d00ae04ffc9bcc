// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The program on the other host of a {@link TwoHostNetwork}: sends a datagram for each line of its
 * input.
 */
final class RemoteSender {
  private RemoteSender() {}

  /**
   * @param args the interface
   */
  public static void main(String[] args) throws IOException {
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] words = line.split(" ");
      int port = Integer.parseInt(words[2]);
      try (DatagramChannel channel =
          DatagramChannel.open(StandardProtocolFamily.INET)
              .setOption(StandardSocketOptions.SO_REUSEADDR, true)
              .setOption(StandardSocketOptions.SO_BROADCAST, true)
              .setOption(StandardSocketOptions.IP_MULTICAST_IF, NetworkInterface.getByName(args[0]))
              .setOption(StandardSocketOptions.IP_MULTICAST_TTL, 255)
              .bind(new InetSocketAddress(words[0], port))) {
        channel.send(
            ByteBuffer.wrap(HexFormat.of().parseHex(words[3])),
            new InetSocketAddress(words[1], port));
      }
      System.out.println("sent");
    }
  }
}
