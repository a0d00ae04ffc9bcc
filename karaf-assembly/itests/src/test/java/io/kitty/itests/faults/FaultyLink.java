// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests.faults;

import io.kitty.itests.HubProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Forwards connections to a server on this host, and damages what passes on request. */
final class FaultyLink implements AutoCloseable {
  private static final String THREAD = "faulty-link";

  /** What is wrong with it. */
  enum Fault {
    /** Nothing. */
    NONE,
    /** Nobody listens, and open connections end. */
    REFUSED,
    /** Each answer ends the connection: the request has arrived, and the client cannot know. */
    CUT,
    /** Nothing arrives on either side until it ends. */
    SILENT,
    /** Answers come at a byte a second. */
    SLOW,
    /** Requests arrive, and nonsense comes back. */
    GARBAGE
  }

  private static final int BACKLOG = 50;

  private final int target;
  private final int port = HubProcess.freePort();
  private final Random random;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile Fault fault = Fault.NONE;
  private ServerSocket listening;

  /**
   * @param random what nonsense is made of
   */
  FaultyLink(int target, Random random) throws IOException {
    this.target = target;
    this.random = random;
    listen();
  }

  int port() {
    return port;
  }

  /** Replaces the fault; what waited behind the one before passes. */
  synchronized void fault(Fault next) throws IOException {
    fault = next;
    notifyAll();
    if (next == Fault.REFUSED) {
      disconnect();
    } else if (listening.isClosed()) {
      listen();
    }
  }

  private void disconnect() throws IOException {
    listening.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
  }

  private void listen() throws IOException {
    ServerSocket server = new ServerSocket();
    server.setReuseAddress(true);
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
    listening = server;
    SocketTask.start(THREAD, () -> accept(server));
  }

  private void accept(ServerSocket server) throws IOException {
    while (true) {
      Socket client = server.accept();
      sockets.add(client);
      SocketTask.start(THREAD, () -> connect(client));
    }
  }

  private void connect(Socket client) throws IOException {
    waitWhileSilent();
    try {
      Socket called = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.add(called);
      SocketTask.start(THREAD, () -> forward(client, called));
      answer(called, client);
    } finally {
      client.close();
    }
  }

  private void forward(Socket from, Socket to) throws IOException {
    try (from;
        to) {
      byte[] bytes = new byte[8192];
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        waitWhileSilent();
        out.write(bytes, 0, count);
      }
    }
  }

  private void answer(Socket from, Socket to) throws IOException {
    try (from;
        to) {
      byte[] bytes = new byte[8192];
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        waitWhileSilent();
        if (fault == Fault.CUT) {
          return;
        }
        if (fault == Fault.GARBAGE) {
          random.nextBytes(bytes);
        }
        for (int i = 0; i < count; i++) {
          if (fault == Fault.SLOW) {
            out.write(bytes[i]);
            pause();
          } else {
            out.write(bytes, i, count - i);
            break;
          }
        }
      }
    }
  }

  private synchronized void waitWhileSilent() throws IOException {
    while (fault == Fault.SILENT) {
      sleep(0);
    }
  }

  private synchronized void pause() throws IOException {
    if (fault == Fault.SLOW) {
      sleep(1000);
    }
  }

  private void sleep(long millis) throws IOException {
    try {
      wait(millis);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    fault(Fault.REFUSED);
  }
}
