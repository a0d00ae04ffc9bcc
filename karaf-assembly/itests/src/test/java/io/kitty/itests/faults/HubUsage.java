// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests.faults;

import io.kitty.itests.ClassHistogram;
import io.kitty.itests.HubProcess;
import io.kitty.itests.ProcessSockets;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a hub holds after a full collection.
 *
 * @param loaders the class loaders of bundles
 * @param sockets those that listen, and those that take datagrams from anywhere
 * @param heap bytes
 */
record HubUsage(int loaders, int threads, int descriptors, List<String> sockets, long heap) {

  private static final int SPARE_THREADS = 16;
  private static final int SPARE_DESCRIPTORS = 16;
  private static final long SPARE_HEAP = 8 << 20;

  /**
   * What Pax Logging keeps of each bundle that has logged, and Felix of each that used services.
   */
  private static final long HEAP_OF_A_STEP = 4 << 10;

  static HubUsage of(HubProcess hub) throws IOException {
    ClassHistogram histogram = ClassHistogram.of(hub.pid());
    return new HubUsage(
        histogram.bundleLoaders(),
        threads(hub.pid()),
        descriptors(hub.pid()),
        sockets(hub),
        histogram.bytes());
  }

  /** Counts those that no session of the console has left to a minute of idleness. */
  private static int threads(long pid) throws IOException {
    int threads = 0;
    try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      for (Path task : (Iterable<Path>) tasks::iterator) {
        threads += isOfSession(task) ? 0 : 1;
      }
    }
    return threads;
  }

  private static boolean isOfSession(Path task) {
    try {
      return Files.readString(task.resolve("comm")).startsWith("session-");
    } catch (IOException e) {
      return true; // ended in the meantime
    }
  }

  private static int descriptors(long pid) throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return (int) open.count();
    }
  }

  /** Returns the addresses of the sockets that a module has as long as it runs, in order. */
  static List<String> sockets(HubProcess hub) throws IOException {
    return Stream.concat(
            ProcessSockets.listening(hub.pid()).stream(),
            ProcessSockets.udp(hub.pid()).stream()
                .filter(socket -> !socket.getAddress().isLoopbackAddress()))
        .map(InetSocketAddress::toString)
        .sorted()
        .toList();
  }

  /**
   * Returns whether a hub holds the same as before, apart from what a request or a timer may hold
   * at the moment, and the framework.
   *
   * @param steps how many bundles were stopped, updated or installed since
   */
  boolean within(HubUsage before, int steps) {
    return loaders <= before.loaders
        && threads <= before.threads + SPARE_THREADS
        && descriptors <= before.descriptors + SPARE_DESCRIPTORS
        && sockets.equals(before.sockets)
        && heap <= before.heap + SPARE_HEAP + steps * HEAP_OF_A_STEP;
  }

  @Override
  public String toString() {
    return "%d class loaders, %d threads, %d descriptors, %d sockets, heap %.1f MB"
        .formatted(loaders, threads, descriptors, sockets.size(), heap / 1e6);
  }
}
