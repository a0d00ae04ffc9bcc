// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Another program on the loopback interface that receives and sends announcements. */
public final class MulticastPeer implements AutoCloseable {
  private static final InetSocketAddress GROUP = new InetSocketAddress("224.1.1.1", 5004);

  /** One packet, and the port it came from. */
  public record Heard(String text, int port) {}

  private final List<Heard> heard = new CopyOnWriteArrayList<>();
  private final MulticastSocket socket;

  public MulticastPeer() throws IOException {
    socket = new MulticastSocket(null);
    socket.setReuseAddress(true);
    socket.setOption(StandardSocketOptions.SO_REUSEPORT, true);
    socket.bind(new InetSocketAddress(GROUP.getPort()));
    socket.joinGroup(GROUP, loopback());
    Thread reader = new Thread(this::read, "multicast-peer");
    reader.setDaemon(true);
    reader.start();
  }

  private static NetworkInterface loopback() throws IOException {
    return NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
  }

  private void read() {
    DatagramPacket in = new DatagramPacket(new byte[2048], 2048);
    try {
      while (true) {
        in.setLength(2048);
        socket.receive(in);
        heard.add(new Heard(new String(in.getData(), 0, in.getLength(), UTF_8), in.getPort()));
      }
    } catch (IOException e) {
      // closed
    }
  }

  /** Returns the received packets that contain a text, in order. */
  public List<Heard> heard(String part) {
    return heard.stream().filter(each -> each.text().contains(part)).toList();
  }

  /** Announces something once, from an address of the loopback network. */
  public static void announce(String address, String text) throws IOException {
    try (DatagramChannel channel =
        DatagramChannel.open(StandardProtocolFamily.INET)
            .setOption(StandardSocketOptions.IP_MULTICAST_IF, loopback())
            .bind(new InetSocketAddress(address, 0))) {
      channel.send(ByteBuffer.wrap(text.getBytes(UTF_8)), GROUP);
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
