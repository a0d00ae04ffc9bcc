// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Passes connections on to a port of this host, until the cable is pulled. */
final class TcpForwarder implements AutoCloseable {

  private final int to;
  private final int port;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private ServerSocket server;

  TcpForwarder(int to) throws IOException {
    this.to = to;
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    port = server.getLocalPort();
    plugIn(server);
  }

  int port() {
    return port;
  }

  /** Accepts connections again. */
  void plugIn() throws IOException {
    server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    plugIn(server);
  }

  private void plugIn(ServerSocket listening) {
    start(
        () -> {
          while (!listening.isClosed()) {
            Socket caller = listening.accept();
            Socket called = new Socket(InetAddress.getLoopbackAddress(), to);
            sockets.addAll(List.of(caller, called));
            start(() -> pass(caller, called));
            start(() -> pass(called, caller));
          }
        });
  }

  /** Ends all connections at once. */
  void pull() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
  }

  private static void pass(Socket from, Socket to) throws IOException {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    }
  }

  @FunctionalInterface
  private interface Task {
    void run() throws IOException;
  }

  private static void start(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException e) {
                // it was closed
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      pull();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
