// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.ping.network.Ipv4Ints;
import io.kitty.testkit.TestLinks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ConnectProberTest {

  private static final InetAddress HERE = TestLinks.address("127.0.0.1");
  private static final long COOKIE = 77;

  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<Integer> answered = new ArrayList<>();
  private long now;

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }

  private ServerSocket server(int backlog) throws IOException {
    ServerSocket server = new ServerSocket(0, backlog, HERE);
    open.add(server);
    return server;
  }

  private ConnectProber prober(int... ports) throws IOException {
    List<Integer> list = new ArrayList<>();
    for (int port : ports) {
      list.add(port);
    }
    ConnectProber prober = new ConnectProber(list, Duration.ofSeconds(1), () -> now);
    open.add(prober);
    return prober;
  }

  private static ProbeBatch batch(int round, int probes) {
    ProbeBatch batch = new ProbeBatch(COOKIE);
    batch.clear(round);
    for (int i = 0; i < probes; i++) {
      batch.add(i, Ipv4Ints.number(HERE), i);
    }
    return batch;
  }

  private void receiveAll(ConnectProber prober, int expected) throws IOException {
    for (int tries = 0; tries < 100 && answered.size() < expected; tries++) {
      prober.await(50_000_000);
      prober.receive(
          (source, sequence, cookie) -> {
            assertThat(source).isEqualTo(Ipv4Ints.number(HERE));
            assertThat(cookie).isEqualTo(COOKIE);
            answered.add(sequence);
          });
    }
  }

  @Test
  void aHostThatAcceptsIsThere() throws IOException {
    ConnectProber prober = prober(server(10).getLocalPort());

    assertThat(prober.send(batch(0, 3), 0, 3)).isEqualTo(3);
    receiveAll(prober, 3);

    assertThat(answered).containsExactlyInAnyOrder(0, 1, 2);
  }

  @Test
  void aHostThatRefusesIsThere() throws IOException {
    int port;
    try (ServerSocket server = new ServerSocket(0, 1, HERE)) {
      port = server.getLocalPort();
    }
    ConnectProber prober = prober(port);

    prober.send(batch(0, 1), 0, 1);
    receiveAll(prober, 1);

    assertThat(answered).containsExactly(0);
  }

  @Test
  void eachRoundUsesTheNextPort() throws IOException {
    ServerSocket second = server(10);
    second.setSoTimeout(5000);
    ConnectProber prober = prober(server(10).getLocalPort(), second.getLocalPort());

    prober.send(batch(1, 1), 0, 1);

    second.accept().close();
    receiveAll(prober, 1);
    assertThat(answered).containsExactly(0);
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "others refuse what exceeds the backlog")
  void limitsOpenConnectionsAndDropsTimedOutOnes() throws IOException {
    ConnectProber prober = prober(server(1).getLocalPort());
    int sent = 0;
    int last;
    do {
      last = prober.send(batch(0, ProbeBatch.SIZE), 0, ProbeBatch.SIZE);
      sent += Math.max(0, last);
    } while (last > 0 && sent < 10_000);
    assertThat(last).isEqualTo(Prober.BUSY);
    assertThat(sent).isLessThan(300);

    now += Duration.ofSeconds(1).toNanos();
    assertThat(prober.send(batch(0, 1), 0, 1)).isEqualTo(1);
  }

  @Test
  void afterClosingItDoesNothing() throws IOException {
    ConnectProber prober = prober(1);
    prober.close();

    assertThatThrownBy(() -> prober.send(batch(0, 1), 0, 1)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> prober.await(1)).isInstanceOf(IOException.class);
  }
}
