// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit.tcp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server's part of a WebSocket (RFC 6455) with a client of a {@link FakeTcpServer}. */
public final class FakeWebSocket {

  private static final Pattern KEY = Pattern.compile("(?i)\r\nSec-WebSocket-Key: (\\S+)\r\n");
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int MASK = 0x80;
  private static final int LENGTH_16 = 126;

  private final DataInputStream in;
  private final DataOutputStream out;
  private final String request;

  private FakeWebSocket(Socket client) throws IOException {
    client.setTcpNoDelay(true);
    in = new DataInputStream(client.getInputStream());
    out = new DataOutputStream(client.getOutputStream());
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    request = head.toString();
  }

  /** Reads the client's request, and accepts it. */
  public static FakeWebSocket accept(Socket client) throws Exception {
    FakeWebSocket socket = new FakeWebSocket(client);
    Matcher key = KEY.matcher(socket.request);
    if (!key.find()) {
      throw new IOException("no key");
    }
    byte[] digest =
        MessageDigest.getInstance("SHA-1").digest((key.group(1) + GUID).getBytes(US_ASCII));
    socket.out.write(
        ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: %s\r\n\r\n")
            .formatted(Base64.getEncoder().encodeToString(digest))
            .getBytes(US_ASCII));
    return socket;
  }

  /** Reads the client's request, and answers with another status. */
  public static void refuse(Socket client, String status) throws IOException {
    FakeWebSocket socket = new FakeWebSocket(client);
    socket.out.write(
        "HTTP/1.1 %s\r\nContent-Length: 0\r\n\r\n".formatted(status).getBytes(US_ASCII));
  }

  /** Returns the request line and the headers. */
  public String request() {
    return request;
  }

  /** Sends a text message. */
  public void send(String text) throws IOException {
    frame(0x81, text.getBytes(UTF_8));
  }

  /**
   * Sends a frame.
   *
   * @param first its first byte
   */
  public void frame(int first, byte[] payload) throws IOException {
    out.writeByte(first);
    if (payload.length < LENGTH_16) {
      out.writeByte(payload.length);
    } else {
      out.writeByte(LENGTH_16);
      out.writeShort(payload.length);
    }
    out.write(payload);
  }

  /** Sends bytes that need not be a frame. */
  public void write(byte[] bytes) throws IOException {
    out.write(bytes);
  }

  /**
   * Receives a frame of the client.
   *
   * @return its first byte as an unsigned number, a blank, and its payload as text
   * @throws IOException if it is not masked, or there is no further one
   */
  public String receive() throws IOException {
    int first = in.readUnsignedByte();
    int length = in.readUnsignedByte();
    if ((length & MASK) == 0) {
      throw new IOException("not masked");
    }
    length ^= MASK;
    byte[] mask = new byte[4];
    length = length == LENGTH_16 ? in.readUnsignedShort() : length;
    in.readFully(mask);
    byte[] payload = new byte[length];
    in.readFully(payload);
    for (int i = 0; i < length; i++) {
      payload[i] ^= mask[i % 4];
    }
    return first + " " + new String(payload, UTF_8);
  }
}
