// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Passes connections on to a port of this host; closes all as long as the cable is pulled. */
final class TcpForwarder implements AutoCloseable {

  private final int to;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private boolean pulled;

  TcpForwarder(int to) throws IOException {
    this.to = to;
    start(
        () -> {
          while (!server.isClosed()) {
            forward(server.accept());
          }
        });
  }

  int port() {
    return server.getLocalPort();
  }

  private synchronized void forward(Socket caller) throws IOException {
    if (pulled) {
      caller.close();
      return;
    }
    Socket called;
    try {
      called = new Socket(InetAddress.getLoopbackAddress(), to);
    } catch (ConnectException e) {
      caller.close(); // as the broker is away
      return;
    }
    sockets.addAll(List.of(caller, called));
    start(() -> pass(caller, called));
    start(() -> pass(called, caller));
  }

  /** Passes connections on again. */
  synchronized void plugIn() {
    pulled = false;
  }

  /** Ends all connections at once. */
  synchronized void pull() throws IOException {
    pulled = true;
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
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
