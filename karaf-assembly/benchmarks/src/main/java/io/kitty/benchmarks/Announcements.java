// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kitty.itests.HubProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * JSON announcements of many services in one multicast group at a steady rate: whether the hub
 * counts all of them, at the required rate and at increasing ones.
 */
final class Announcements {
  private static final int SERVICES = 1000;
  private static final int PACKETS = 200_000;
  private static final int FIRST_RATE = 100_000;
  private static final int LAST_RATE = 1_000_000;
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final InetSocketAddress GROUP = new InetSocketAddress("224.1.1.1", 5004);

  /** The counters at one moment. */
  private record Counts(long received, long errors, long services, long kernelDrops) {}

  /** The results of one round. */
  private record Outcome(double rate, long lost, long kernelDrops, double micros) {}

  private Announcements() {}

  static void run() throws Exception {
    for (boolean timestamps : new boolean[] {false, true}) {
      try (HubProcess hub = HubProcess.prepare("multicast").start()) {
        Report.line(
            "%,d packets of %,d services, %s",
            PACKETS, SERVICES, timestamps ? "no two alike" : "each says the same again and again");
        send(hub, timestamps, FIRST_RATE / 4); // warm-up
        double held = 0;
        for (int rate = FIRST_RATE; rate <= LAST_RATE; rate += rate / 4) {
          Outcome outcome = send(hub, timestamps, rate);
          Report.line(
              "asked for %,9d/s  sent %,9.0f/s  lost %,7d  kernel drops %,7d  %.1f us of a core"
                  + " each",
              rate, outcome.rate(), outcome.lost(), outcome.kernelDrops(), outcome.micros());
          if (outcome.lost() > 0 || outcome.rate() < rate * 0.9) {
            break;
          }
          held = outcome.rate();
        }
        Report.line("highest rate held without a loss: %,.0f/s", held);
        Report.line("active services: %,d", counts(hub).services());
      }
    }
  }

  private static Outcome send(HubProcess hub, boolean timestamps, int rate) throws Exception {
    Counts before = counts(hub);
    Duration busy = processor(hub);
    ByteBuffer[] packets = packets(timestamps);
    long nanos;
    try (DatagramChannel channel = channel()) {
      long begin = System.nanoTime();
      for (int i = 0; i < PACKETS; i++) {
        long due = begin + (long) (i * 1e9 / rate);
        while (System.nanoTime() - due < 0) {
          Thread.onSpinWait();
        }
        channel.send(packets[i % packets.length].rewind(), GROUP);
      }
      nanos = System.nanoTime() - begin;
    }
    Counts after = settled(hub, before.received() + PACKETS);
    busy = processor(hub).minus(busy);
    return new Outcome(
        PACKETS * 1e9 / nanos,
        PACKETS - (after.received() - before.received()),
        after.kernelDrops() - before.kernelDrops(),
        busy.toNanos() / 1e3 / PACKETS);
  }

  private static Duration processor(HubProcess hub) {
    return ProcessHandle.of(hub.pid()).orElseThrow().info().totalCpuDuration().orElseThrow();
  }

  private static ByteBuffer[] packets(boolean timestamps) {
    ByteBuffer[] packets = new ByteBuffer[timestamps ? PACKETS : SERVICES];
    for (int i = 0; i < packets.length; i++) {
      int service = i % SERVICES;
      String text =
          "{\"type\": \"benchmark\", \"name\": \"service-%d\", \"addr\": \"127.50.0.1:%d\"%s}"
              .formatted(
                  service,
                  10_000 + service,
                  timestamps ? ", \"timestamp\": " + (1_700_000_000 + i) + ".25" : "");
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      packets[i] = ByteBuffer.allocateDirect(bytes.length).put(bytes);
    }
    return packets;
  }

  private static DatagramChannel channel() throws IOException {
    return DatagramChannel.open(StandardProtocolFamily.INET)
        .setOption(StandardSocketOptions.SO_SNDBUF, 4 << 20)
        .setOption(
            StandardSocketOptions.IP_MULTICAST_IF,
            NetworkInterface.getByName(HubProcess.loopback()))
        .bind(new InetSocketAddress("127.0.0.1", 0));
  }

  /** Returns the counters once all packets or no more have arrived. */
  private static Counts settled(HubProcess hub, long wanted) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Counts now = counts(hub);
    while (now.received() < wanted && System.nanoTime() - end < 0) {
      TimeUnit.MILLISECONDS.sleep(500);
      long before = now.received();
      now = counts(hub);
      if (now.received() == before) {
        break;
      }
    }
    TimeUnit.MILLISECONDS.sleep(2100); // the hub reads the kernel's counter every two seconds
    return counts(hub);
  }

  private static Counts counts(HubProcess hub) throws Exception {
    JsonNode meters = new ObjectMapper().readTree(hub.console("kitty:multicast --json"));
    JsonNode listener = meters.path(0);
    for (JsonNode protocol : hub.rest().json("/protocols")) {
      if (protocol.path("id").asText().equals("multicast")) {
        return new Counts(
            listener.path("packets_received").asLong(),
            listener.path("errors").asLong(),
            listener.path("active_services").asLong(),
            protocol.path("counters").path("kernel_drops").asLong());
      }
    }
    throw new IllegalStateException("no multicast listener");
  }
}
