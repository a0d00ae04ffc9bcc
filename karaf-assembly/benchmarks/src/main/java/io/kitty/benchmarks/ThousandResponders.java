// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.kitty.itests.HubProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/** A scan that 1,000 machines reply to in one burst, as fast as one thread can send. */
final class ThousandResponders {
  private static final int RESPONDERS = 1000;

  /** The socket that receives the query for all of them. */
  private static final String EAR = "127.30.255.1";

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private ThousandResponders() {}

  static void run() throws Exception {
    List<DatagramChannel> responders = new ArrayList<>();
    try (HubProcess hub = HubProcess.prepare("scan");
        DatagramChannel ear = DatagramChannel.open(StandardProtocolFamily.INET)) {
      ear.bind(new InetSocketAddress(EAR, 0));
      int port = ((InetSocketAddress) ear.getLocalAddress()).getPort();
      hub.configure("io.kitty.broadcast", "broadcast.address", EAR);
      hub.configure("io.kitty.broadcast", "port", Integer.toString(port));
      hub.configure("io.kitty.broadcast", "interval", "0");
      hub.configure("io.kitty.broadcast", "retries", "0");
      hub.start();
      question(ear); // the query of the start, which gets no reply
      for (int i = 0; i < RESPONDERS; i++) {
        responders.add(
            DatagramChannel.open(StandardProtocolFamily.INET)
                .bind(new InetSocketAddress(address(i), 0)));
      }

      hub.rest().scan("broadcast");
      SocketAddress asker = question(ear);
      long begin = System.nanoTime();
      for (int i = 0; i < RESPONDERS; i++) {
        byte[] answer = ("SERVER_IP:" + address(i) + ":8000").getBytes(UTF_8);
        responders.get(i).send(ByteBuffer.wrap(answer), asker);
      }
      long sent = System.nanoTime();
      int listed = listed(hub, begin);
      long seen = System.nanoTime();
      report(hub, listed, sent - begin, seen - begin);
    } finally {
      for (DatagramChannel responder : responders) {
        responder.close();
      }
    }
  }

  private static SocketAddress question(DatagramChannel ear) throws IOException {
    return ear.receive(ByteBuffer.allocate(2048));
  }

  private static String address(int number) {
    return "127.30.%d.%d".formatted(number / 250, 1 + number % 250);
  }

  /** Returns the number of listed devices, once all are listed or at the timeout. */
  private static int listed(HubProcess hub, long begin) throws Exception {
    while (true) {
      int listed = hub.rest().json("/devices?source=broadcast").size();
      if (listed == RESPONDERS || System.nanoTime() - begin > PATIENCE.toNanos()) {
        return listed;
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  private static void report(HubProcess hub, int listed, long burst, long seen) throws Exception {
    JsonNode counters =
        StreamSupport.stream(hub.rest().json("/protocols").spliterator(), false)
            .filter(protocol -> protocol.path("id").asText().equals("broadcast"))
            .findFirst()
            .orElseThrow()
            .path("counters");
    Report.line(
        "%d of %d listed (%.1f %%), sent within %.1f ms, all seen in GET /devices after %.1f ms",
        listed, RESPONDERS, 100.0 * listed / RESPONDERS, burst / 1e6, seen / 1e6);
    for (String name : List.of("receive_buffer_asked", "receive_buffer_granted", "kernel_drops")) {
      Report.line("%-24s %s", name, counters.path(name).asText("not told"));
    }
  }
}
