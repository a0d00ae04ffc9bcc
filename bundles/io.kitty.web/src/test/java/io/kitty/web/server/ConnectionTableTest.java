// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With a connection too many, the one that has waited longest for a request is closed. */
class ConnectionTableTest {

  private static final String REQUEST = "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final String BEGIN = "HTTP/1.1 200";

  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server, 0, 1);
  private final List<Socket> sockets = new ArrayList<>();
  private final AtomicInteger opened = new AtomicInteger();

  @BeforeEach
  void start() throws Exception {
    ConnectionTable connections = new ConnectionTable(3);
    connector.setHost("127.0.0.1");
    connector.addBean(connections);
    connector.addBean(
        new Connection.Listener() {
          @Override
          public void onOpened(Connection connection) {
            opened.incrementAndGet();
          }
        });
    server.addConnector(connector);
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            connections.respond(request);
            boolean ends = !request.getHttpURI().getPath().equals("/endless");
            response.write(ends, null, ends ? callback : Callback.NOOP);
            return true;
          }
        });
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    for (Socket each : sockets) {
      each.close();
    }
    server.stop();
  }

  private Socket open(String text) throws IOException {
    Socket socket = new Socket("127.0.0.1", connector.getLocalPort());
    socket.setSoTimeout(20_000);
    sockets.add(socket);
    await().until(() -> opened.get() == sockets.size()); // so that the order is known
    send(socket, text);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(US_ASCII));
  }

  private static void assertAnswers(Socket socket) throws IOException {
    send(socket, REQUEST.formatted("/"));
    assertHead(socket);
  }

  private static void assertHead(Socket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = socket.getInputStream().read();
      assertThat(next).as("after %s", head).isNotEqualTo(-1);
      head.append((char) next);
    }
    assertThat(head.toString()).startsWith(BEGIN);
  }

  private static void assertClosed(Socket socket) throws IOException {
    assertThat(socket.getInputStream().read()).isEqualTo(-1);
  }

  @Test
  void theOneThatHasWaitedLongestIsClosed() throws Exception {
    Socket idle = open("");
    Socket slow = open("GET / HT");
    Socket used = open("");
    assertAnswers(used);

    assertAnswers(open(""));
    assertClosed(idle);
    assertAnswers(open(""));
    assertClosed(slow);
    assertAnswers(used);
  }

  @Test
  void aResponseThatGoesOnIsKept() throws Exception {
    Socket stream = open(REQUEST.formatted("/endless"));
    assertHead(stream);

    for (int i = 0; i < 10; i++) {
      assertAnswers(open(""));
    }

    stream.setSoTimeout(100); // it neither goes on nor ends
    assertThatThrownBy(() -> stream.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
  }
}
