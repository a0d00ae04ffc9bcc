// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Many TCP connections to a port of the loopback interface, whose bytes are the test's own. */
final class Connections implements AutoCloseable {
  private static final int MOST_KEPT = 4096;

  /** One connection and the latest of what came over it. */
  private static final class Connection {
    private final SocketChannel channel;
    private final StringBuilder received = new StringBuilder();
    private boolean ended;

    private Connection(SocketChannel channel) {
      this.channel = channel;
    }

    private void receive(ByteBuffer buffer) {
      try {
        int length = 1;
        while (length > 0 && !ended) {
          length = channel.read(buffer.clear());
          ended = length < 0;
          received.append(ISO_8859_1.decode(buffer.flip()));
          received.delete(0, Math.max(0, received.length() - MOST_KEPT));
        }
      } catch (IOException e) {
        ended = true;
      }
    }
  }

  private final int port;
  private final List<Connection> all = new ArrayList<>();

  Connections(int port) {
    this.port = port;
  }

  /** Opens further connections, and sends a text over each. */
  Connections open(int count, String text) throws IOException {
    for (int i = 0; i < count; i++) {
      SocketChannel channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
      Connection connection = new Connection(channel);
      all.add(connection);
      channel.configureBlocking(false);
      send(connection, text);
    }
    return this;
  }

  /** Sends a text over each connection, as much of it as fits; some may have ended. */
  void send(String text) {
    all.forEach(each -> send(each, text));
  }

  private static void send(Connection connection, String text) {
    try {
      connection.channel.write(ISO_8859_1.encode(text));
    } catch (IOException e) {
      return; // what came before its end is still to be read
    }
  }

  /** Reads what came, and returns over how many something came that contains a text. */
  long received(String text) {
    receive();
    return all.stream().filter(each -> each.received.indexOf(text) >= 0).count();
  }

  /** Reads what came, and returns how many connections the other side has ended. */
  long ended() {
    receive();
    return all.stream().filter(each -> each.ended).count();
  }

  private void receive() {
    ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    all.forEach(each -> each.receive(buffer));
  }

  @Override
  public void close() throws IOException {
    for (Connection each : all) {
      each.channel.close();
    }
  }
}
