// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks;

import io.kitty.benchmarks.Announcement.Sender;
import io.kitty.itests.HubProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Passive latency: from the packet of an announcement to the event on {@code GET /events}, each
 * from a new device, one at a time. One process sends and reads, so that both times are from one
 * clock.
 */
final class Latency {
  private static final int ANNOUNCEMENTS = 200;
  private static final Duration SPACE = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private Latency() {}

  static void run() throws Exception {
    long[] bare = bareLoopback();
    double reference = Report.quantile(bare, 0.5);
    Report.times("reference: thread to thread", bare, reference);
    try (HubProcess hub = HubProcess.prepare("latency").start();
        EventArrivals arrivals = new EventArrivals(hub.httpPort())) {
      arrivals.await("[", PATIENCE); // the snapshot
      for (Announcement announcement : Announcement.ALL) {
        Report.times(announcement.name(), measure(announcement, arrivals), reference);
      }
    }
  }

  private static long[] measure(Announcement announcement, EventArrivals arrivals)
      throws Exception {
    long[] nanos = new long[ANNOUNCEMENTS];
    for (int i = 0; i < ANNOUNCEMENTS; i++) {
      String address = "127.%d.0.%d".formatted(announcement.network(), i + 1);
      Sender sender = new Sender(address, "9%03d%08d".formatted(announcement.network(), i));
      ByteBuffer packet = ByteBuffer.wrap(announcement.packet().apply(sender));
      try (DatagramChannel channel = channel(address)) {
        long sent = System.nanoTime();
        channel.send(packet, announcement.target());
        nanos[i] = arrivals.await(sender.token(), PATIENCE) - sent;
      } catch (IllegalStateException e) {
        throw new IllegalStateException(announcement.name() + " number " + i, e);
      }
      TimeUnit.NANOSECONDS.sleep(SPACE.toNanos());
    }
    return nanos;
  }

  /** The reference: the kernel and two threads alone. */
  private static long[] bareLoopback() throws Exception {
    long[] nanos = new long[ANNOUNCEMENTS];
    try (DatagramChannel receiver = channel("127.0.0.1");
        DatagramChannel sender = channel("127.0.0.2")) {
      long[] received = new long[ANNOUNCEMENTS];
      Thread thread =
          new Thread(
              () -> {
                try {
                  for (int i = 0; i < ANNOUNCEMENTS; i++) {
                    receiver.receive(ByteBuffer.allocate(2048));
                    received[i] = System.nanoTime();
                  }
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              },
              "bare-loopback");
      thread.start();
      long[] sent = new long[ANNOUNCEMENTS];
      for (int i = 0; i < ANNOUNCEMENTS; i++) {
        sent[i] = System.nanoTime();
        sender.send(ByteBuffer.allocate(500), receiver.getLocalAddress());
        TimeUnit.NANOSECONDS.sleep(SPACE.toNanos() / 4);
      }
      thread.join(PATIENCE.toMillis());
      for (int i = 0; i < ANNOUNCEMENTS; i++) {
        nanos[i] = received[i] - sent[i];
      }
    }
    return nanos;
  }

  private static DatagramChannel channel(String address) throws IOException {
    return DatagramChannel.open(StandardProtocolFamily.INET)
        .setOption(StandardSocketOptions.SO_BROADCAST, true)
        .setOption(
            StandardSocketOptions.IP_MULTICAST_IF,
            NetworkInterface.getByName(HubProcess.loopback()))
        .bind(new InetSocketAddress(address, 0));
  }
}
