// SPDX-License-Identifier: Apache-2.0
package io.kitty.net.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import javax.net.ServerSocketFactory;

/** A server on the loopback interface whose bytes a test determines. */
final class LoopbackServer implements AutoCloseable {

  /** The behaviour on one connection. */
  interface Conversation {
    void speak(OutputStream out) throws Exception;
  }

  private final ServerSocket socket;

  LoopbackServer(InetAddress address) throws IOException {
    this(address, ServerSocketFactory.getDefault());
  }

  LoopbackServer(InetAddress address, ServerSocketFactory factory) throws IOException {
    socket = factory.createServerSocket(0, 50, address);
  }

  int port() {
    return socket.getLocalPort();
  }

  InetAddress address() {
    return socket.getInetAddress();
  }

  /** Serves one connection; returns the head of its request, or {@code "broken off"}. */
  CompletableFuture<String> serve(Conversation conversation) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (Socket connection = socket.accept()) {
            String request = requestOf(connection.getInputStream());
            conversation.speak(connection.getOutputStream());
            return request;
          } catch (Exception e) {
            return "broken off";
          }
        },
        task -> new Thread(task, "test-server").start());
  }

  /** Serves one connection with these bytes. */
  CompletableFuture<String> answer(String text) {
    return serve(out -> out.write(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static String requestOf(InputStream in) throws IOException {
    StringBuilder request = new StringBuilder();
    while (request.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      request.append((char) next);
    }
    return request
        .append(new String(in.readNBytes(in.available()), StandardCharsets.UTF_8))
        .toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
