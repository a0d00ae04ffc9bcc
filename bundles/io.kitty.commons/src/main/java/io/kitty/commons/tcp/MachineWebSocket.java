// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons.tcp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A WebSocket over a connection to a machine (RFC 6455), for text messages. The limits are those of
 * the connection.
 *
 * <p>That of the JDK is not used: its client has threads of its own and cannot be closed before
 * Java 21, and a connection that is left open counts against the few that such a machine serves.
 */
public final class MachineWebSocket implements AutoCloseable {

  private static final int MAX_HEADERS = 64;
  private static final int SWITCHING_PROTOCOLS = 101;
  private static final int NORMAL_CLOSURE = 1000;

  // The first byte of a frame (§5.2), and the opcodes in it.
  private static final int FIN = 0x80;
  private static final int RESERVED = 0x70;
  private static final int OPCODE = 0x0f;
  private static final int CONTINUATION = 0;
  private static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;

  private static final int MASK = 0x80;
  private static final int LENGTH_16 = 126;
  private static final int LENGTH_64 = 127;

  private final MachineConnection connection;

  private MachineWebSocket(MachineConnection connection) {
    this.connection = connection;
  }

  /**
   * Opens a WebSocket.
   *
   * @param path the path of its resource, from the first slash on
   * @throws RefusedException if the machine answers with another status than 101
   * @throws IOException if it is no WebSocket
   */
  public static MachineWebSocket open(MachineConnection connection, String path)
      throws IOException {
    WebSocketKey key = WebSocketKey.random();
    String request =
        "GET %s HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                .formatted(path, host(connection))
            + "Sec-WebSocket-Key: %s\r\nSec-WebSocket-Version: 13\r\n\r\n".formatted(key.text());
    connection.write(request.getBytes(US_ASCII));
    int status = status(connection.line());
    if (status != SWITCHING_PROTOCOLS) {
      throw new RefusedException(status);
    }
    if (!header(connection, "sec-websocket-accept").equals(key.accept())) {
      throw new ProtocolException("it accepts another key");
    }
    return new MachineWebSocket(connection);
  }

  private static String host(MachineConnection connection) {
    InetAddress address = connection.address().getAddress();
    String text = address.getHostAddress().replaceFirst("%.*", "");
    return (text.contains(":") ? "[" + text + "]" : text) + ":" + connection.address().getPort();
  }

  private static int status(String line) throws IOException {
    if (!line.matches("HTTP/1\\.[01] \\d{3}( .*)?")) {
      throw new ProtocolException("no answer of HTTP");
    }
    return Integer.parseInt(line.substring(9, 12));
  }

  /** Reads all headers, and returns the value of one. */
  private static String header(MachineConnection connection, String name) throws IOException {
    String value = "";
    for (int i = 0; i < MAX_HEADERS; i++) {
      String line = connection.line();
      if (line.isEmpty()) {
        return value;
      }
      if (line.toLowerCase(Locale.ROOT).startsWith(name + ":")) {
        value = line.substring(name.length() + 1).strip();
      }
    }
    throw new ProtocolException("too many headers");
  }

  /** Sends a text message. */
  public void send(String text) throws IOException {
    write(TEXT, text.getBytes(UTF_8));
  }

  /** Tells the machine that no more will follow, so that it frees its place at once. */
  @Override
  public void close() {
    try {
      write(CLOSE, new byte[] {(byte) (NORMAL_CLOSURE >> 8), (byte) NORMAL_CLOSURE});
    } catch (IOException e) {
      // the end of the connection follows, which says the same
    }
  }

  /** Writes one frame, masked as those of every client (§5.3). */
  private void write(int opcode, byte[] payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(payload.length + 14);
    frame.put((byte) (FIN | opcode));
    if (payload.length < LENGTH_16) {
      frame.put((byte) (MASK | payload.length));
    } else if (payload.length <= 0xffff) {
      frame.put((byte) (MASK | LENGTH_16)).putShort((short) payload.length);
    } else {
      frame.put((byte) (MASK | LENGTH_64)).putLong(payload.length);
    }
    byte[] mask = new byte[4];
    ThreadLocalRandom.current().nextBytes(mask);
    frame.put(mask);
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ mask[i % 4]));
    }
    byte[] bytes = new byte[frame.flip().remaining()];
    frame.get(bytes);
    connection.write(bytes);
  }

  /**
   * Returns the next text message; answers the pings before it.
   *
   * @throws EOFException if the machine ends the connection
   */
  public String receive() throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    while (true) {
      int first = connection.read();
      byte[] payload = connection.read(length());
      if ((first & RESERVED) != 0) {
        throw new ProtocolException("an extension that was not agreed on");
      }
      switch (first & OPCODE) {
        case TEXT, CONTINUATION -> {
          message.writeBytes(payload);
          if ((first & FIN) != 0) {
            return message.toString(UTF_8);
          }
        }
        case PING -> write(PONG, payload);
        case PONG -> {}
        case CLOSE -> throw new EOFException("the machine has ended the connection");
        default -> throw new ProtocolException("a frame that is no text");
      }
    }
  }

  /** Returns the length of a payload, which a server may not mask. */
  private int length() throws IOException {
    int length = connection.read();
    if ((length & MASK) != 0) {
      throw new ProtocolException("a masked frame");
    }
    if (length < LENGTH_16) {
      return length;
    }
    ByteBuffer bytes = ByteBuffer.wrap(connection.read(length == LENGTH_16 ? 2 : 8));
    long extended = length == LENGTH_16 ? Short.toUnsignedInt(bytes.getShort()) : bytes.getLong();
    if (extended < 0 || extended > Integer.MAX_VALUE) {
      throw new ProtocolException("it sends too much");
    }
    return (int) extended;
  }

  /** The machine does not open a WebSocket. */
  public static final class RefusedException extends IOException {

    private static final long serialVersionUID = 1;

    private final int status;

    RefusedException(int status) {
      super("the machine answers with status " + status);
      this.status = status;
    }

    /** Returns the status of HTTP with which it answers. */
    public int status() {
      return status;
    }
  }
}
