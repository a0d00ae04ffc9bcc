// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import io.kitty.testkit.FakeContext;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Very many clients; only Linux has all of 127.0.0.0/8 as source addresses. */
@EnabledOnOs(OS.LINUX)
class ManyClientsTest {

  private static final int CALLERS = 500;
  private static final int SOURCES = 100;
  private static final int MALFORMED = 100_000;
  private static final byte[] QUESTION = Slicer.request("\"20000\"");
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final FakeContext context = new FakeContext();
  private BindServer server;
  private SSLContext tls;

  @BeforeEach
  void open() throws Exception {
    BindServerProvider provider = Printers.provider();
    provider.start(context);
    server = provider.server().orElseThrow();
    tls = Slicer.trusting(server.identity().certificate());
  }

  @AfterEach
  void close() {
    context.close();
  }

  private int port(int index) {
    return server.ports().get(index).number();
  }

  private static String source(int number) {
    return "127.0.8." + (1 + number % SOURCES);
  }

  @Test
  void answersAllSimultaneousClients() throws Exception {
    CyclicBarrier start = new CyclicBarrier(CALLERS);
    List<Callable<Long>> clients = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      int number = i;
      clients.add(() -> call(number, start));
    }
    ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
    try {
      List<Long> times = new ArrayList<>();
      for (Future<Long> client : threads.invokeAll(clients)) {
        times.add(client.get());
      }
      assertThat(times).hasSize(CALLERS).allMatch(nanos -> nanos < LIMIT.toNanos());
    } finally {
      threads.shutdownNow();
    }
  }

  /** Every other one uses TLS. */
  private long call(int number, CyclicBarrier start) throws Exception {
    start.await();
    long before = System.nanoTime();
    Socket socket = Slicer.connect(source(number), port(number % 2));
    if (number % 2 == 1) {
      socket = Slicer.secure(socket, tls, Printers.SERIAL);
    }
    assertThat(Slicer.ask(socket, QUESTION)).isPresent();
    return System.nanoTime() - before;
  }

  @Test
  void idleClientsDelayNoOther() throws Exception {
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < CALLERS; i++) {
        silent.add(Slicer.connect(source(i), port(0)));
        silent.add(Slicer.connect("127.0.0.1", port(0)));
      }
      long before = System.nanoTime();

      assertThat(Slicer.ask(Slicer.connect(port(0)), QUESTION)).isPresent();
      assertThat(Slicer.ask(Slicer.connect(source(0), port(1)), QUESTION)).isPresent();
      assertThat(System.nanoTime() - before).isLessThan(Duration.ofSeconds(1).toNanos());
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  @Test
  void malformedFramesLeakNothing() throws Exception {
    List<byte[]> frames =
        List.of(
            HexFormat.of().parseHex("bbbb3a00"),
            HexFormat.of().parseHex("a5a5ffff"),
            HexFormat.of().parseHex("a5a50200a7a7"),
            HexFormat.of().parseHex("a5a508007b7db7b7"),
            HexFormat.of().parseHex("160301000401000000"),
            HexFormat.of().parseHex("16ffffffff"),
            Slicer.frame("{}"),
            Slicer.frame("not"),
            Slicer.frame("{\"login\":{\"command\":\"reboot\"}}"),
            "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    assertThat(Slicer.ask(Slicer.connect(port(0)), QUESTION)).isPresent();
    long descriptors = descriptors();
    Set<Thread> threads = threads();

    AtomicInteger next = new AtomicInteger();
    ExecutorService clients = Executors.newFixedThreadPool(4);
    for (int i = 0; i < 4; i++) {
      clients.submit(
          () -> {
            for (int n = next.getAndIncrement(); n < MALFORMED; n = next.getAndIncrement()) {
              send(source(n), frames.get(n % frames.size()));
            }
            return null;
          });
    }
    clients.shutdown();
    assertThat(clients.awaitTermination(5, TimeUnit.MINUTES)).isTrue();

    var counters = server.ports().get(0).counters();
    await()
        .untilAsserted(
            () ->
                assertThat(counters.refused().values().stream().mapToLong(n -> n).sum())
                    .isEqualTo(MALFORMED));
    await().untilAsserted(() -> assertThat(descriptors()).isLessThanOrEqualTo(descriptors));
    await().untilAsserted(() -> assertThat(threads()).isEqualTo(threads));
    assertThat(Slicer.ask(Slicer.connect(port(0)), QUESTION)).isPresent();
    assertThat(counters.answered()).isEqualTo(2);
  }

  private void send(String source, byte[] frame) throws IOException {
    try (Socket socket = Slicer.connect(source, port(0))) {
      socket.getOutputStream().write(frame);
      socket.getInputStream().readAllBytes();
    }
  }

  /** Except those of the test. */
  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.getName().matches("(pool|awaitility|surefire|process reaper).*"))
        .collect(Collectors.toSet());
  }

  private static long descriptors() {
    return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getOpenFileDescriptorCount();
  }
}
