// SPDX-License-Identifier: Apache-2.0
package io.kitty.benchmarks.multicast;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kitty.itests.HubProcess;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** A hub, started with its multicast listener as it is by default, and asked by its console. */
public final class HubListener implements Listener {

  private final HubProcess hub;

  /** Starts a hub. */
  public HubListener() throws Exception {
    hub = HubProcess.prepare("multicast");
    try {
      hub.start();
    } catch (Exception e) {
      hub.close();
      throw e;
    }
  }

  @Override
  public long received() throws IOException {
    return counter("packets_received");
  }

  /** Returns the number of services that it lists. */
  long services() throws IOException {
    return counter("active_services");
  }

  private long counter(String name) throws IOException {
    String meters = hub.console("kitty:multicast --json");
    return new ObjectMapper().readTree(meters).path(0).path(name).asLong();
  }

  /** Returns how many packets the kernel has dropped in all, as the hub knows. */
  long kernelDrops() throws IOException, InterruptedException {
    TimeUnit.MILLISECONDS.sleep(2100); // the hub reads the kernel's counter every two seconds
    for (JsonNode protocol : hub.rest().json("/protocols")) {
      if (protocol.path("id").asText().equals("multicast")) {
        return protocol.path("counters").path("kernel_drops").asLong();
      }
    }
    throw new IllegalStateException("no multicast listener");
  }

  @Override
  public long pid() {
    return hub.pid();
  }

  @Override
  public void close() throws InterruptedException {
    hub.close();
  }
}
