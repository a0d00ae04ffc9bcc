// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons.tcp;

import static io.kitty.fuzz.Invariants.check;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Frames of a machine's WebSocket, after its handshake; or an answer of HTTP, which the input then
 * begins with. A thread is the machine, at a port of the loopback interface.
 */
public final class MachineWebSocketFuzz {

  private static final int MAX_BYTES = 16 * 1024;
  private static final int MAX_MESSAGES = 20;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final ServerSocket SERVER = start();

  private static volatile byte[] answer = new byte[0];

  private MachineWebSocketFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    answer = input.clone();
    try (MachineConnection connection =
        new MachineConnection(
            new InetSocketAddress(SERVER.getInetAddress(), SERVER.getLocalPort()),
            TIMEOUT,
            MAX_BYTES)) {
      connection.open();
      converse(connection, input.length);
    }
  }

  private static void converse(MachineConnection connection, int size) {
    try (MachineWebSocket socket = MachineWebSocket.open(connection, "/")) {
      for (int i = 0; i < MAX_MESSAGES; i++) {
        check(socket.receive().length() <= size, "a message is longer than what was sent");
      }
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the end of the connection is not seen", e);
    } catch (IOException e) {
      return; // the end, or a malformed frame
    }
  }

  private static ServerSocket start() {
    try {
      ServerSocket server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
      Thread machine = new Thread(() -> serve(server), "fuzz-machine");
      machine.setDaemon(true);
      machine.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void serve(ServerSocket server) {
    while (true) {
      try (Socket client = server.accept()) {
        byte[] sent = sent(client);
        OutputStream out = client.getOutputStream();
        out.write(sent);
        client.shutdownOutput();
        client.getInputStream().readAllBytes();
      } catch (IOException e) {
        continue; // the hub has ended it
      }
    }
  }

  private static byte[] sent(Socket client) throws IOException {
    BufferedReader request =
        new BufferedReader(
            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
    String key = "";
    for (String line = request.readLine(); !"".equals(line); line = request.readLine()) {
      key = line.startsWith("Sec-WebSocket-Key: ") ? line.substring(19) : key;
    }
    byte[] bytes = answer;
    if (bytes.length > 0 && bytes[0] == 'H') {
      return bytes;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        ("HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: "
                + new WebSocketKey(key).accept()
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(bytes);
    return out.toByteArray();
  }
}
