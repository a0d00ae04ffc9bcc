// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit.tcp;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A TCP server on the loopback interface that treats each client by a script. */
public final class FakeTcpServer implements AutoCloseable {

  /** What it does with a client, whose connection is closed afterwards. */
  @FunctionalInterface
  public interface Script {
    void run(Socket client) throws Exception;
  }

  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private final Script script;

  public FakeTcpServer(Script script) throws IOException {
    this.script = script;
    start(this::accept);
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "fake-tcp-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** Returns a server that accepts connections and says nothing. */
  public static FakeTcpServer silent() throws IOException {
    return new FakeTcpServer(
        client -> client.getInputStream().transferTo(OutputStream.nullOutputStream()));
  }

  /** Returns a server that sends the same bytes without an end. */
  public static FakeTcpServer endless(byte[] bytes) throws IOException {
    return new FakeTcpServer(
        client -> {
          while (true) {
            client.getOutputStream().write(bytes);
          }
        });
  }

  /** Returns a server that sends a byte at a time, without an end. */
  public static FakeTcpServer slow(byte[] bytes, long millis) throws IOException {
    return new FakeTcpServer(
        client -> {
          for (int i = 0; ; i++) {
            client.getOutputStream().write(bytes[i % bytes.length]);
            Thread.sleep(millis);
          }
        });
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        connections.incrementAndGet();
        clients.add(client);
        start(() -> serve(client));
      } catch (IOException e) {
        return; // it is closed
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      script.run(client);
    } catch (Exception e) {
      // the client has left, or the test has ended
    } finally {
      clients.remove(client);
    }
  }

  /** Returns its address. */
  public InetAddress address() {
    return server.getInetAddress();
  }

  /** Returns its port. */
  public int port() {
    return server.getLocalPort();
  }

  /** Returns how many connections there were so far. */
  public int connections() {
    return connections.get();
  }

  /** Returns how many connections are open now. */
  public int open() {
    return clients.size();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket each : clients) {
      each.close();
    }
  }
}
