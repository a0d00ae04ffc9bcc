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
 * New devices that announce themselves to a running hub, one at a time. One process sends and
 * reads, so that both times are from one clock.
 */
public final class Announcer implements AutoCloseable {

  private static final Duration SPACE = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int HOSTS = 250;

  private final HubProcess hub;
  private final EventArrivals arrivals;
  private int devices;

  /** Starts the hub. */
  public Announcer(String name) throws Exception {
    hub = HubProcess.prepare(name);
    try {
      hub.start();
      arrivals = new EventArrivals(hub.httpPort());
      arrivals.await("[", PATIENCE); // the snapshot
    } catch (Exception e) {
      hub.close();
      throw e;
    }
  }

  /** Returns the nanoseconds from the packet of each of some new devices to its event. */
  public long[] events(Announcement announcement, int count) throws Exception {
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      devices++;
      String address =
          "127.%d.%d.%d".formatted(announcement.network(), devices / HOSTS, 1 + devices % HOSTS);
      String token = "9%03d%08d".formatted(announcement.network(), devices);
      ByteBuffer packet = ByteBuffer.wrap(announcement.packet().apply(new Sender(address, token)));
      try (DatagramChannel channel = channel(address)) {
        long sent = System.nanoTime();
        channel.send(packet, announcement.target());
        nanos[i] = arrivals.await(token, PATIENCE) - sent;
      } catch (IllegalStateException e) {
        throw new IllegalStateException(announcement.name() + " number " + i, e);
      }
      TimeUnit.NANOSECONDS.sleep(SPACE.toNanos());
    }
    return nanos;
  }

  /** The reference: returns the nanoseconds from one thread to another, by the kernel alone. */
  public static long[] threadToThread(int count) throws Exception {
    long[] nanos = new long[count];
    try (DatagramChannel receiver = channel("127.0.0.1");
        DatagramChannel sender = channel("127.0.0.2")) {
      long[] received = new long[count];
      Thread thread =
          new Thread(
              () -> {
                try {
                  for (int i = 0; i < count; i++) {
                    receiver.receive(ByteBuffer.allocate(2048));
                    received[i] = System.nanoTime();
                  }
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              },
              "thread-to-thread");
      thread.start();
      long[] sent = new long[count];
      for (int i = 0; i < count; i++) {
        sent[i] = System.nanoTime();
        sender.send(ByteBuffer.allocate(500), receiver.getLocalAddress());
        TimeUnit.NANOSECONDS.sleep(SPACE.toNanos());
      }
      thread.join(PATIENCE.toMillis());
      if (thread.isAlive()) {
        throw new IllegalStateException("a datagram from thread to thread was lost");
      }
      for (int i = 0; i < count; i++) {
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

  @Override
  public void close() throws Exception {
    Closing.all(arrivals, hub);
  }
}
