// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping.icmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.kitty.ping.neighbour.NeighbourBudget;
import io.kitty.ping.probe.ProbeBatch;
import io.kitty.ping.probe.Prober;
import io.kitty.ping.sweep.RateLimiter;
import io.kitty.ping.sweep.Recorder;
import io.kitty.ping.sweep.Sweep;
import io.kitty.ping.sweep.SweepHistory;
import io.kitty.ping.sweep.SweepOptions;
import io.kitty.ping.sweep.SweepStats;
import io.kitty.ping.sweep.Targets;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Real packets, on the loopback interface only. */
@EnabledOnOs(
    value = {OS.LINUX, OS.MAC},
    disabledReason = "ICMP is known on Linux and macOS only")
class IcmpProberTest {

  private static final int ME = 0x7f000001;

  /** Opens something that the system may lack. */
  @FunctionalInterface
  private interface Opening<T> {
    T open() throws IOException;
  }

  private static final Opening<Prober> SYSTEM = IcmpProber::open;

  private static <T> T open(Opening<T> opening) {
    try {
      return opening.open();
    } catch (IOException e) {
      if (opening == SYSTEM && Boolean.parseBoolean(System.getenv("CI"))) {
        return fail("CI has to be allowed to send ICMP", e);
      }
      return abort("this machine does not let it send ICMP: " + e.getMessage());
    }
  }

  private static Prober prober(boolean raw, Function<IcmpSocket, PacketIo> io) {
    NativeConstants os = NativeConstants.here().orElseThrow();
    return open(
        () -> {
          IcmpSocket socket = IcmpSocket.open(os, raw);
          return new IcmpProber(socket, io.apply(socket));
        });
  }

  private static void findsAllOfLoopback(Prober prober) throws IOException {
    boolean all = NativeConstants.here().orElseThrow() == NativeConstants.LINUX;
    Targets targets = Targets.of(List.of(all ? "127.0.1.0/24" : "127.0.0.1"), List.of(), 16);
    Recorder found = new Recorder();
    SweepOptions options = new SweepOptions(2, 256, 1_000_000_000, System::nanoTime, () -> false);
    SweepHistory history = new SweepHistory();
    for (int i = 1; i <= 2; i++) {
      history.begin(targets, List.of());
      Sweep sweep =
          new Sweep(
              targets,
              prober,
              new RateLimiter(0, System::nanoTime),
              new NeighbourBudget(1024, System::nanoTime),
              history,
              options,
              i,
              found);
      SweepStats stats = sweep.run();
      assertThat(stats.hosts()).isEqualTo(targets.size());
      assertThat(found.roundTrips).hasSize(targets.size());
      found.roundTrips.clear();
    }
  }

  @Test
  void findsAllOfLoopbackByTheAllowedSocket() throws IOException {
    try (Prober prober = open(SYSTEM)) {
      findsAllOfLoopback(prober);
    }
  }

  @Test
  void findsAllOfLoopbackByARawSocket() throws IOException {
    try (Prober prober = prober(true, PacketIo::of)) {
      findsAllOfLoopback(prober);
    }
  }

  @Test
  void findsAllOfLoopbackByADatagramSocket() throws IOException {
    try (Prober prober = prober(false, PacketIo::of)) {
      findsAllOfLoopback(prober);
    }
  }

  @Test
  void findsAllOfLoopbackPacketByPacket() throws IOException {
    try (Prober prober =
        prober(
            NativeConstants.here().orElseThrow() == NativeConstants.LINUX, SingleSyscallIo::new)) {
      findsAllOfLoopback(prober);
    }
  }

  @Test
  void receivesOnlyRepliesToItsOwnRequests() throws IOException {
    try (Prober one = prober(true, PacketIo::of);
        Prober other = prober(true, PacketIo::of)) {
      ProbeBatch batch = new ProbeBatch(42);
      batch.clear(0);
      batch.add(0, ME, 7);
      assertThat(one.send(batch, 0, 1)).isEqualTo(1);

      one.await(1_000_000_000);
      other.await(1_000_000_000);
      int[] heard = {0};
      assertThat(other.receive((source, sequence, cookie) -> heard[0]++)).isEqualTo(1);
      assertThat(heard[0]).as("by the other one").isZero();
      one.receive(
          (source, sequence, cookie) -> {
            assertThat(source).isEqualTo(ME);
            assertThat(sequence).isEqualTo(7);
            assertThat(cookie).isEqualTo(42);
            heard[0]++;
          });
      assertThat(heard[0]).as("by the one that asked").isEqualTo(1);
    }
  }

  @Test
  void reportsTheReasonOfARefusedPacket() throws IOException {
    try (Prober prober = open(SYSTEM)) {
      ProbeBatch batch = new ProbeBatch(42);
      batch.clear(0);
      batch.add(0, 0x7fffffff, 0);
      batch.add(0, ME, 1);

      assertThat(prober.send(batch, 0, 2)).as("a broadcast").isEqualTo(Prober.REFUSED);
      assertThat(prober.lastError()).isNotBlank();
      assertThat(prober.send(batch, 1, 2)).as("the one after it").isEqualTo(1);
    }
  }

  @Test
  void afterClosingItDoesNothing() {
    Prober prober = open(SYSTEM);
    prober.close();
    prober.close();

    assertThatThrownBy(() -> prober.receive((source, sequence, cookie) -> {}))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> prober.await(1)).isInstanceOf(IOException.class);
  }

  /** As when a bundle is replaced: a native library file can be loaded by one class loader only. */
  @Test
  void canBeLoadedAgainByAnotherClassLoader() throws Exception {
    open(SYSTEM).close();
    URL[] path =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .sorted(Comparator.comparing(part -> !part.endsWith(".jar")))
            .map(Path::of)
            .map(IcmpProberTest::url)
            .toArray(URL[]::new);
    for (int i = 0; i < 2; i++) {
      try (URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
        Method open = loader.loadClass(IcmpProber.class.getName()).getDeclaredMethod("open");
        open.setAccessible(true);
        ((AutoCloseable) open.invoke(null)).close();
      }
    }
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
