// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks.peers.sweeps;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.kitty.benchmarks.Await;
import io.kitty.benchmarks.ProcessCost;
import io.kitty.itests.HubProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A hub that sweeps networks, with its counters. */
public final class SweepingHub implements AutoCloseable {

  private static final int MIN_SWEEPS = 3;
  private static final Duration SAVED = Duration.ofSeconds(10);

  private final HubProcess hub;

  /**
   * @param settings keys and values of {@code io.kitty.ping.cfg}
   */
  public SweepingHub(Map<String, String> settings) throws Exception {
    hub = HubProcess.prepare("peers");
    try {
      for (Map.Entry<String, String> setting : settings.entrySet()) {
        hub.configure("io.kitty.ping", setting.getKey(), setting.getValue());
      }
      hub.start();
    } catch (Exception e) {
      hub.close();
      throw e;
    }
  }

  /** Returns the seconds of the hub's first sweep. */
  public double firstSweep() throws Exception {
    Await.seldom("the first sweep", () -> counter("sweeps") > 0);
    return counter("sweep_ms") / 1e3;
  }

  /** Returns the seconds of wall clock and processor of a sweep that starts now. */
  double[] sweep() throws Exception {
    long sweeps = counter("sweeps");
    long milliseconds = counter("sweep_ms");
    Duration before = ProcessCost.processor(hub.pid());
    hub.rest().scan("ping");
    Await.seldom("the sweep", () -> counter("sweeps") > sweeps);
    double[] figures = {(counter("sweep_ms") - milliseconds) / 1e3, 0};
    // what it found is applied, and late replies are received, after its end
    Thread.sleep(1500);
    figures[1] = ProcessCost.processor(hub.pid()).minus(before).toNanos() / 1e9;
    return figures;
  }

  /**
   * Sweeps a few times, so that it is compiled, and until each host is listed: at the highest rate
   * the hub drops some of thousands of new hosts. Returns when it has saved them.
   */
  void listAll() throws Exception {
    int listed = 0;
    for (int sweeps = 0; sweeps < MIN_SWEEPS || found() > listed; sweeps++) {
      listed = found();
      sweep();
    }
    TimeUnit.NANOSECONDS.sleep(SAVED.toNanos());
  }

  public long pid() {
    return hub.pid();
  }

  /** Returns the number of devices that ping has found. */
  public int found() throws IOException, InterruptedException {
    return hub.rest().json("/devices?source=ping&fields=id").size();
  }

  /** Enables ping where it is not, and returns when it has sent its first packets. */
  void enable() throws IOException, InterruptedException {
    hub.configure("io.kitty.ping", "enabled", "true");
    Await.until(
        "the first packet",
        System.nanoTime(),
        () -> ping().path("progress").path("done").asLong() > 0);
  }

  /** Returns a counter of ping; 0 if there is none yet. */
  private long counter(String name) throws IOException, InterruptedException {
    return ping().path("counters").path(name).asLong();
  }

  /** Returns the status of ping; empty as long as there is none. */
  private JsonNode ping() throws IOException, InterruptedException {
    for (JsonNode protocol : hub.rest().json("/protocols")) {
      if (protocol.path("id").asText().equals("ping")) {
        return protocol;
      }
    }
    return MissingNode.getInstance();
  }

  @Override
  public void close() throws Exception {
    hub.close();
  }
}
