// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.kitty.bindserver.limit.ConnectionLimits;
import io.kitty.bindserver.limit.RejectReason;
import io.kitty.testkit.FakeContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The ports of a printer, as seen by clients. */
class BindServerTest {

  private static final byte[] QUESTION = Slicer.request("\"20004\"");

  private final FakeContext context = new FakeContext();
  private BindServer server;

  @AfterEach
  void close() {
    context.close();
  }

  private void open(Object... pairs) throws Exception {
    open(ConnectionLimits.DEFAULT, pairs);
  }

  private void open(ConnectionLimits limits, Object... pairs) throws Exception {
    BindServerProvider provider = Printers.provider(limits, context.clock(), pairs);
    provider.start(context);
    server = provider.server().orElseThrow();
  }

  private int port(int index) {
    return server.ports().get(index).number();
  }

  private long refused(RejectReason reason) {
    return server.ports().get(0).counters().refused().getOrDefault(reason, 0L);
  }

  private static void assertIsTheReply(Optional<JsonNode> answer) {
    assertThat(answer.orElseThrow().path("id").asText()).isEqualTo(Printers.SERIAL);
    assertThat(answer.orElseThrow().path("sequence_id").asText()).isEqualTo("20004");
  }

  private SSLSocket secure(Socket socket) throws Exception {
    return Slicer.secure(socket, Slicer.trusting(server.identity().certificate()), Printers.SERIAL);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void answersPlainConnectionsOnBothPorts(int port) throws Exception {
    open();

    assertIsTheReply(Slicer.ask(Slicer.connect(port(port)), QUESTION));
    assertThat(context.counters())
        .containsEntry(port == 0 ? "plain_connections" : "tls_connections", 1L)
        .containsEntry(port == 0 ? "plain_answered" : "tls_answered", 1L);
  }

  @ParameterizedTest
  @CsvSource({"0,TLSv1.2", "0,TLSv1.3", "1,TLSv1.2", "1,TLSv1.3"})
  void answersTlsOnBothPorts(int port, String protocol) throws Exception {
    open();

    try (SSLSocket socket = secure(Slicer.connect(port(port)))) {
      socket.setEnabledProtocols(new String[] {protocol});
      assertIsTheReply(Slicer.ask(socket, QUESTION));
      assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
    }
  }

  @Test
  void readsARequestByteByByte() throws Exception {
    open();
    byte[][] bytes = new byte[QUESTION.length][];
    Arrays.setAll(bytes, i -> new byte[] {QUESTION[i]});

    assertIsTheReply(Slicer.ask(Slicer.connect(port(0)), bytes));
    assertIsTheReply(Slicer.ask(secure(Slicer.connect(port(0))), bytes));
  }

  @Test
  void answersTheFirstOfSeveralRequests() throws Exception {
    open();
    byte[] both = new byte[2 * QUESTION.length];
    System.arraycopy(QUESTION, 0, both, 0, QUESTION.length);
    System.arraycopy(Slicer.request("\"20005\""), 0, both, QUESTION.length, QUESTION.length);

    assertIsTheReply(Slicer.ask(Slicer.connect(port(0)), both));
    assertIsTheReply(Slicer.ask(Slicer.connect(port(0)), QUESTION, new byte[60_000]));
    assertIsTheReply(Slicer.ask(secure(Slicer.connect(port(0))), both));
  }

  @ParameterizedTest
  @CsvSource({
    "MAGIC,{},bb",
    "MAGIC,{},a5bb",
    "LENGTH,{},a5a5ffff",
    "LENGTH,{},a5a50200a7a7",
    "TRAILER,{},a5a508007b7db7b7",
    "JSON,not,",
    "JSON,{},",
    "TLS,{},160301000401000000",
  })
  void closesWithoutReply(RejectReason reason, String text, String hex) throws Exception {
    open();
    byte[] sent = hex == null ? Slicer.frame(text) : HexFormat.of().parseHex(hex);

    try (Socket socket = Slicer.connect(port(0))) {
      socket.getOutputStream().write(sent);
      byte[] reply = socket.getInputStream().readAllBytes();
      // TLS reports it with an alert (RFC 8446 section 6).
      assertThat(reply.length).isEqualTo(reason == RejectReason.TLS ? 7 : 0);
    }
    assertThat(refused(reason)).isEqualTo(1);
  }

  @Test
  void closesTlsWithoutReply() throws Exception {
    open();

    assertThat(Slicer.ask(secure(Slicer.connect(port(1))), Slicer.frame("{}"))).isEmpty();
  }

  @Test
  void closesConnectionsAfterTheRequestTimeout() throws Exception {
    open(new ConnectionLimits(10, 10, Duration.ofMillis(300), Duration.ofSeconds(1)));

    assertThat(Slicer.ask(Slicer.connect(port(0)))).isEmpty();
    assertThat(Slicer.ask(Slicer.connect(port(0)), Arrays.copyOf(QUESTION, 30))).isEmpty();
    assertThat(refused(RejectReason.TIMEOUT)).isEqualTo(2);
  }

  @Test
  void aByteNowAndThenDoesNotExtendTheRequestTimeout() throws Exception {
    open(new ConnectionLimits(10, 10, Duration.ofMillis(300), Duration.ofSeconds(1)));

    try (Socket socket = Slicer.connect(port(0))) {
      socket.getOutputStream().write(QUESTION, 0, 4);
      await()
          .pollInterval(Duration.ofMillis(50))
          .untilAsserted(
              () -> {
                if (refused(RejectReason.TIMEOUT) == 0) {
                  socket.getOutputStream().write('{');
                }
                assertThat(refused(RejectReason.TIMEOUT)).isEqualTo(1);
              });
    }
  }

  @Test
  void closesAnsweredConnections() throws Exception {
    open(new ConnectionLimits(10, 10, Duration.ofSeconds(10), Duration.ofMillis(100)));

    try (Socket socket = Slicer.connect(port(0))) {
      socket.getOutputStream().write(QUESTION);
      assertIsTheReply(Slicer.reply(socket));
      await()
          .ignoreExceptions()
          .until(
              () -> {
                try {
                  socket.getOutputStream().write(0);
                  return false;
                } catch (IOException e) {
                  return true;
                }
              });
    }
  }

  @Test
  void evictsTheLongestIdle() throws Exception {
    open(new ConnectionLimits(3, 2, Duration.ofSeconds(10), Duration.ofSeconds(1)));
    List<Socket> silent = new ArrayList<>();
    for (String from : List.of("127.0.7.1", "127.0.7.2", "127.0.7.3", "127.0.7.4")) {
      silent.add(Slicer.connect(from, port(0)));
    }

    assertThat(silent.get(0).getInputStream().read()).isEqualTo(-1);
    assertIsTheReply(Slicer.ask(Slicer.connect(port(0)), QUESTION));
    assertThat(silent.get(1).getInputStream().read()).isEqualTo(-1);
    assertThat(refused(RejectReason.CROWDED)).isEqualTo(2);
    for (Socket socket : silent) {
      socket.close();
    }
  }

  @Test
  void worksOnOnePortIfTheOtherIsTaken() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      open("plain_port", other.getLocalPort());

      assertThat(server.ports().get(0).isOpen()).isFalse();
      assertThat(context.degradedReason()).isEmpty();
      assertThat(context.errors())
          .singleElement()
          .satisfies(
              error ->
                  assertThat(error.message())
                      .contains(
                          "Bench", "TCP port " + other.getLocalPort(), "127.0.0.1", "in use"));
      assertIsTheReply(Slicer.ask(Slicer.connect(port(1)), QUESTION));

      context.advance(Duration.ofMinutes(2));
      assertThat(context.errors()).as("it is said once").hasSize(1);
      other.close();
      context.advance(Duration.ofSeconds(30));

      assertThat(port(0)).isEqualTo(other.getLocalPort());
      assertIsTheReply(Slicer.ask(Slicer.connect(port(0)), QUESTION));
    }
  }

  @Test
  void isDegradedWithoutAnyPort() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      open("plain_port", other.getLocalPort(), "tls_port", other.getLocalPort());

      assertThat(context.degradedReason().orElseThrow())
          .contains("Bench", "TCP port " + other.getLocalPort(), "in use");
      other.close();
      context.advance(Duration.ofSeconds(30));
    }

    assertThat(context.degradedReason()).isEmpty();
    assertIsTheReply(Slicer.ask(Slicer.connect(port(0)), QUESTION));
    assertThat(server.ports()).filteredOn(ListeningPort::isOpen).hasSize(1);
  }

  @Test
  void retriesAMissingAddress() throws Exception {
    open("bind_address", "192.0.2.77");

    assertThat(context.degradedReason().orElseThrow()).contains("192.0.2.77");
  }

  @Test
  void namesAnInvalidAddress() {
    assertThatThrownBy(() -> open("bind_address", "1:2"))
        .hasMessage("Bench (01P00A391800001): bind.address = 1:2 is no IP address");
  }

  @Test
  void severalPrintersShareAPortOnDifferentAddresses() throws Exception {
    open("bind_address", "127.0.7.1");
    try (FakeContext second = new FakeContext()) {
      BindServerProvider other =
          Printers.provider(
              "bind_address", "127.0.7.2", "plain_port", port(0), "name", "Second printer");
      other.start(second);

      try (Socket socket = new Socket("127.0.7.2", port(0))) {
        assertThat(Slicer.ask(socket, QUESTION).orElseThrow().path("name").asText())
            .isEqualTo("Second printer");
      }
      try (Socket socket = new Socket("127.0.7.1", port(0))) {
        assertThat(Slicer.ask(socket, QUESTION).orElseThrow().path("name").asText())
            .isEqualTo("Bench");
      }
    }
  }

  @Test
  void closesPortsAndConnectionsAtTheEnd() throws Exception {
    open();
    int number = port(0);
    try (Socket silent = Slicer.connect(number)) {
      await().until(() -> server.ports().get(0).counters().connections() == 1);
      context.close();

      assertThat(silent.getInputStream().read()).isEqualTo(-1);
    }
    try (ServerSocket free = new ServerSocket()) {
      free.setReuseAddress(true);
      free.bind(new InetSocketAddress("127.0.0.1", number));
      assertThat(free.isBound()).isTrue();
    }
  }
}
