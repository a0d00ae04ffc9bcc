// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons.tcp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kitty.testkit.FakeContext;
import io.kitty.testkit.tcp.FakeTcpServer;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections to servers on the loopback interface that do what they should not. */
@Timeout(60)
class MachineConnectorTest {

  private static final int MAX_BYTES = 10_000;

  private final FakeContext context = new FakeContext();

  private MachineConnector connector(Duration timeout) {
    return MachineConnector.of(context, timeout, MAX_BYTES);
  }

  private MachineConnector connector() {
    return connector(Duration.ofSeconds(30));
  }

  private static CompletableFuture<String> line(MachineConnector connector, FakeTcpServer server) {
    return connector.connect(server.address(), server.port(), MachineConnection::line);
  }

  private static void assertFails(CompletableFuture<?> result, Class<? extends Throwable> cause) {
    assertThatThrownBy(result::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(cause);
  }

  @Test
  void asksAndCloses() throws Exception {
    try (FakeTcpServer server =
        new FakeTcpServer(
            client -> {
              byte[] question = client.getInputStream().readNBytes(4);
              client.getOutputStream().write(question);
              client.getOutputStream().write("!\r\n".getBytes(US_ASCII));
              client.getInputStream().read(); // until the client closes
            })) {
      CompletableFuture<String> answer =
          connector()
              .connect(
                  server.address(),
                  server.port(),
                  connection -> {
                    connection.write("ping".getBytes(US_ASCII));
                    return connection.line();
                  });

      assertThat(answer).isCompletedWithValue("ping!");
      await().until(() -> server.open() == 0);
    }
  }

  @Test
  void readsWhatComesInManyPieces() throws Exception {
    try (FakeTcpServer server = FakeTcpServer.slow("ab\r\n".getBytes(US_ASCII), 1)) {
      assertThat(line(connector(), server)).isCompletedWithValue("ab");
    }
  }

  @Test
  void endsAtTheDeadlineOfASilentMachine() throws Exception {
    try (FakeTcpServer server = FakeTcpServer.silent()) {
      assertFails(line(connector(Duration.ofMillis(100)), server), SocketTimeoutException.class);
      await().until(() -> server.open() == 0);
    }
  }

  @Test
  void endsAtTheDeadlineOfASlowMachine() throws Exception {
    try (FakeTcpServer server = FakeTcpServer.slow("x".getBytes(US_ASCII), 10)) {
      assertFails(line(connector(Duration.ofMillis(200)), server), SocketTimeoutException.class);
      await().until(() -> server.open() == 0);
    }
  }

  @Test
  void endsAtTheDeadlineOfAMachineThatReadsNothing() throws Exception {
    try (FakeTcpServer server = new FakeTcpServer(client -> Thread.sleep(60_000))) {
      CompletableFuture<Object> result =
          connector(Duration.ofMillis(300))
              .connect(
                  server.address(),
                  server.port(),
                  connection -> {
                    while (true) {
                      connection.write(new byte[100_000]);
                    }
                  });

      assertFails(result, SocketTimeoutException.class);
    }
  }

  @Test
  void doesNotReadMoreThanItMay() throws Exception {
    try (FakeTcpServer server = FakeTcpServer.endless("abcdefg\n".repeat(999).getBytes(US_ASCII))) {
      CompletableFuture<Object> result =
          connector()
              .connect(
                  server.address(),
                  server.port(),
                  connection -> {
                    while (true) {
                      connection.line();
                    }
                  });

      assertFails(result, ProtocolException.class);
      await().until(() -> server.open() == 0);
    }
  }

  @Test
  void doesNotReadAnEndlessLine() throws Exception {
    try (FakeTcpServer server = FakeTcpServer.endless(new byte[1000])) {
      assertFails(line(connector(), server), ProtocolException.class);
    }
  }

  @Test
  void doesNotReserveWhatIsOnlyAnnounced() throws Exception {
    try (FakeTcpServer server = FakeTcpServer.endless(new byte[1000])) {
      assertFails(
          connector()
              .connect(
                  server.address(), server.port(), connection -> connection.read(2_000_000_000)),
          ProtocolException.class);
    }
  }

  @Test
  void failsIfTheMachineEndsTheConnection() throws Exception {
    try (FakeTcpServer server = new FakeTcpServer(client -> {})) {
      assertFails(line(connector(), server), EOFException.class);
    }
  }

  @Test
  void failsIfNobodyListens() throws Exception {
    FakeTcpServer server = FakeTcpServer.silent();
    server.close();

    assertFails(line(connector(), server), ConnectException.class);
  }

  @Test
  void connectsOnceAMinuteAtMost() throws Exception {
    try (FakeTcpServer server = FakeTcpServer.endless("x\n".getBytes(US_ASCII))) {
      MachineConnector connector = connector();

      assertThat(line(connector, server)).isCompletedWithValue("x");
      context.advance(Duration.ofSeconds(59));
      assertFails(line(connector, server), ProtocolException.class);
      context.advance(Duration.ofSeconds(1));
      assertThat(line(connector, server)).isCompletedWithValue("x");

      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void doesNotConnectToTheHubItself() throws Exception {
    try (FakeTcpServer server = FakeTcpServer.silent()) {
      context.hubPorts(server.port());

      assertFails(line(connector(), server), ProtocolException.class);
      assertThat(server.connections()).isZero();
    }
  }

  @Test
  void endsWithItsContext() throws Exception {
    try (FakeTcpServer server = FakeTcpServer.silent()) {
      context.queueTasks();
      CompletableFuture<String> result = line(connector(), server);
      Thread thread = new Thread(context::runTasks);
      thread.start();
      await().until(() -> server.open() == 1);

      context.close();

      thread.join();
      assertFails(result, IOException.class);
      await().until(() -> server.open() == 0);
    }
  }

  @Test
  void anInterruptEndsIt() throws Exception {
    try (FakeTcpServer server = FakeTcpServer.silent()) {
      context.queueTasks();
      CompletableFuture<String> result = line(connector(), server);
      Thread thread = new Thread(context::runTasks);
      thread.start();
      await().until(() -> server.open() == 1);

      thread.interrupt();

      thread.join();
      assertFails(result, IOException.class);
    }
  }
}
