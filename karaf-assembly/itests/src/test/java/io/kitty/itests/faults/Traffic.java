// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kitty.itests.EventFeed;
import io.kitty.itests.HubProcess;
import io.kitty.itests.ListeningPorts;
import io.kitty.itests.MulticastPeer;
import io.kitty.itests.Slicer;
import io.kitty.itests.UpnpDevice;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What goes on in a house while something happens to the hub: two machines announce themselves,
 * packets of no protocol reach every port, and programs read the page, the devices and the events.
 * A request or packet that fails is one of a module that is not there at the moment.
 */
final class Traffic implements AutoCloseable {
  private static final List<String> PATHS =
      List.of("/", "/devices", "/devices?presence=all", "/modules", "/health", "/metrics");

  private static final String ANNOUNCER = "127.0.28.5";

  private final HubProcess hub;
  private final UpnpDevice lamp;
  private EventFeed feed;
  private final AtomicLong packets = new AtomicLong();
  private final AtomicLong replies = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);

  Traffic(HubProcess hub) throws IOException {
    this.hub = hub;
    lamp = new UpnpDevice("Lamp", "127.0.28.4");
    repeat(this::send);
    repeat(this::read);
  }

  private void repeat(Attempt attempt) {
    threads.scheduleWithFixedDelay(() -> attempt(attempt), 0, 50, TimeUnit.MILLISECONDS);
  }

  private interface Attempt {
    void run() throws IOException, InterruptedException;
  }

  private void attempt(Attempt attempt) {
    try {
      attempt.run();
    } catch (IOException e) {
      failures.incrementAndGet();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send() throws IOException {
    lamp.alive();
    MulticastPeer.announce(
        ANNOUNCER, "{\"type\": \"Recipes\", \"addr\": \"%s:80\"}".formatted(ANNOUNCER));
    byte[] noise = "no protocol says this".getBytes(UTF_8);
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName(ANNOUNCER))) {
      for (int port : ListeningPorts.all()) {
        socket.send(
            new DatagramPacket(noise, noise.length, new InetSocketAddress("127.0.0.1", port)));
      }
    }
    packets.addAndGet(2L + ListeningPorts.all().size());
    Slicer.ask(WholeHub.PRINTER, WholeHub.PRINTER_PORT);
    replies.incrementAndGet();
  }

  private void read() throws IOException, InterruptedException {
    for (String path : PATHS) {
      hub.rest().get(path);
      replies.incrementAndGet();
    }
    if (feed == null || feed.ended()) {
      feed = hub.rest().events();
    }
  }

  /** Returns how much there was of it. */
  @Override
  public String toString() {
    return "%d packets, %d replies, %d attempts while a module was away"
        .formatted(packets.get(), replies.get(), failures.get());
  }

  @Override
  public void close() throws InterruptedException {
    threads.shutdownNow();
    threads.awaitTermination(1, TimeUnit.MINUTES);
    lamp.close();
    if (feed != null) {
      feed.close();
    }
  }
}
