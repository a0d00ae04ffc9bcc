// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons.tcp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.commons.tcp.MachineWebSocket.RefusedException;
import io.kitty.testkit.FakeContext;
import io.kitty.testkit.tcp.FakeTcpServer;
import io.kitty.testkit.tcp.FakeTcpServer.Script;
import io.kitty.testkit.tcp.FakeWebSocket;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WebSockets to servers on the loopback interface, in the bytes of RFC 6455. */
@Timeout(60)
class MachineWebSocketTest {

  private static final int MAX_BYTES = 100_000;

  private final FakeContext context = new FakeContext();
  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private FakeTcpServer server;

  @AfterEach
  void close() throws Exception {
    server.close();
  }

  /** A conversation of the client. */
  private interface Talk {
    String with(MachineWebSocket socket) throws IOException;
  }

  private String talk(Script script, Talk talk) throws Throwable {
    server = new FakeTcpServer(script);
    try {
      return MachineConnector.of(context, Duration.ofSeconds(20), MAX_BYTES)
          .connect(
              server.address(),
              server.port(),
              connection -> {
                try (MachineWebSocket socket = MachineWebSocket.open(connection, "/path")) {
                  return talk.with(socket);
                }
              })
          .get();
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }

  private String receive(Script script) throws Throwable {
    return talk(script, MachineWebSocket::receive);
  }

  private String next() throws InterruptedException {
    return received.poll(20, TimeUnit.SECONDS);
  }

  @Test
  void sendsAndReceivesText() throws Throwable {
    String answer =
        talk(
            client -> {
              FakeWebSocket socket = FakeWebSocket.accept(client);
              received.add(socket.request());
              received.add(socket.receive());
              socket.send("Grüße");
              received.add(socket.receive());
            },
            socket -> {
              socket.send("who are you?");
              return socket.receive();
            });

    assertThat(answer).isEqualTo("Grüße");
    assertThat(next())
        .startsWith("GET /path HTTP/1.1\r\n")
        .contains("\r\nHost: 127.0.0.1:" + server.port() + "\r\n")
        .contains("\r\nUpgrade: websocket\r\n", "\r\nSec-WebSocket-Version: 13\r\n");
    assertThat(next()).isEqualTo("129 who are you?");
    assertThat(next()).as("it says goodbye").startsWith("136 ");
  }

  @Test
  void joinsFragmentsAndAnswersPingsBetween() throws Throwable {
    String answer =
        receive(
            client -> {
              FakeWebSocket socket = FakeWebSocket.accept(client);
              socket.frame(0x01, "one, ".getBytes(UTF_8));
              socket.frame(0x89, "here?".getBytes(UTF_8));
              socket.frame(0x8a, new byte[0]);
              socket.frame(0x80, "two".getBytes(UTF_8));
              received.add(socket.receive());
            });

    assertThat(answer).isEqualTo("one, two");
    assertThat(next()).isEqualTo("138 here?");
  }

  @ParameterizedTest
  @ValueSource(ints = {125, 126, 127, 60_000})
  void receivesMessagesOfEverySize(int size) throws Throwable {
    assertThat(receive(client -> FakeWebSocket.accept(client).send("x".repeat(size))))
        .hasSize(size);
  }

  @ParameterizedTest
  @ValueSource(ints = {125, 126, 60_000})
  void sendsMessagesOfEverySize(int size) throws Throwable {
    talk(
        client -> {
          FakeWebSocket socket = FakeWebSocket.accept(client);
          received.add(socket.receive());
          socket.send("");
        },
        socket -> {
          socket.send("x".repeat(size));
          return socket.receive();
        });

    assertThat(next()).isEqualTo("129 " + "x".repeat(size));
  }

  @Test
  void isRefusedWithAnotherStatus() {
    assertThatThrownBy(() -> receive(client -> FakeWebSocket.refuse(client, "500 too many client")))
        .isInstanceOfSatisfying(
            RefusedException.class, refused -> assertThat(refused.status()).isEqualTo(500));
  }

  private static Script answer(String text) {
    return client -> {
      readHead(client);
      client.getOutputStream().write(text.getBytes(US_ASCII));
    };
  }

  private static void readHead(Socket client) throws IOException {
    for (String end = ""; !end.endsWith("\r\n\r\n"); ) {
      end += (char) client.getInputStream().read();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-dropbear\r\n",
        "HTTP/1.1 101\r\n\r\n",
        "HTTP/1.1 101 Yes\r\nSec-WebSocket-Accept: c3RyYW5nZXI=\r\n\r\n",
        "HTTP/1.1 -01 No\r\n\r\n"
      })
  void refusesWhatIsNoWebSocket(String head) {
    assertThatThrownBy(() -> receive(answer(head))).isInstanceOf(ProtocolException.class);
  }

  @Test
  void refusesEndlessHeaders() {
    assertThatThrownBy(
            () ->
                receive(
                    client -> {
                      readHead(client);
                      client.getOutputStream().write("HTTP/1.1 101 Yes\r\n".getBytes(US_ASCII));
                      while (true) {
                        client.getOutputStream().write("a: b\r\n".getBytes(US_ASCII));
                      }
                    }))
        .isInstanceOf(ProtocolException.class);
  }

  private static Script bytes(int... bytes) {
    return client -> {
      FakeWebSocket socket = FakeWebSocket.accept(client);
      for (int each : bytes) {
        socket.write(new byte[] {(byte) each});
      }
      client.getInputStream().read();
    };
  }

  @Test
  void refusesMalformedFrames() {
    assertThatThrownBy(() -> receive(bytes(0x82, 1, 'x'))).isInstanceOf(ProtocolException.class);
    server(bytes(0xc1, 1, 'x'));
    server(bytes(0x81, 0x81, 0, 0, 0, 0, 'x'));
    server(bytes(0x81, 127, 0, 0, 0, 2, 0, 0, 0, 0));
    server(bytes(0x81, 127, 0xff, 0, 0, 0, 0, 0, 0, 0));
  }

  private void server(Script script) {
    context.advance(MachineConnector.GAP);
    assertThatThrownBy(
            () -> {
              server.close();
              receive(script);
            })
        .isInstanceOf(ProtocolException.class);
  }

  @Test
  void endsIfTheMachineCloses() {
    assertThatThrownBy(() -> receive(bytes(0x88, 2, 3, 0xe8))).isInstanceOf(EOFException.class);
  }

  @Test
  void doesNotReadMessagesWithoutAnEnd() {
    byte[] part = new byte[10_000];
    assertThatThrownBy(
            () ->
                receive(
                    client -> {
                      FakeWebSocket socket = FakeWebSocket.accept(client);
                      socket.frame(1, part);
                      while (true) {
                        socket.frame(0, part);
                      }
                    }))
        .isInstanceOf(ProtocolException.class);
  }

  @Test
  void doesNotAnswerPingsWithoutAnEnd() {
    assertThatThrownBy(
            () ->
                receive(
                    client -> {
                      FakeWebSocket socket = FakeWebSocket.accept(client);
                      while (true) {
                        socket.frame(0x89, new byte[100]);
                        socket.receive();
                      }
                    }))
        .isInstanceOf(ProtocolException.class);
  }
}
