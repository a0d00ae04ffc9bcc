// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo;

import io.kitty.demo.voice.LoopbackNetwork;
import io.kitty.device.Device;
import io.kitty.discovery.Subnet;
import io.kitty.hub.Hub;
import io.kitty.hub.HubModule;
import io.kitty.hub.ModuleStatus;
import io.kitty.hub.ModuleStatus.State;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The demo, as long as its bundle is active. First the machines are there, then the hub is made to
 * look at them, and only at them; at the end the machines leave, the hub looks where it did before,
 * and forgets them.
 */
@Component(name = "io.kitty.demo", service = HubModule.class, immediate = true)
@HubModule.Name(Demo.ID)
public final class Demo implements HubModule {

  static final String ID = "demo";

  /** Where all machines live; nobody else does. */
  static final Subnet STREET = Subnet.parse("127.13.37.0/24");

  private static final Logger LOG = LoggerFactory.getLogger(Demo.class);

  /** How long the hub may take to look elsewhere. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** After so long without a word of the machines it does. */
  private static final Duration QUIET = Duration.ofSeconds(1);

  private final BundleContext bundles;
  private final Hub hub;
  private final ScheduledExecutorService time;
  private final LoopbackNetwork network;
  private final List<SimulatedMachine> machines = new ArrayList<>();
  private final LoopbackConfinement blinkers;

  @Activate
  public Demo(
      BundleContext bundles, @Reference ConfigurationAdmin configurations, @Reference Hub hub)
      throws IOException, InterruptedException, ExecutionException {
    this.bundles = bundles;
    this.hub = hub;
    Scenario cast = Scenario.own();
    time = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "kitty-demo"));
    network = new LoopbackNetwork(time);
    for (Scenario.Role role : cast.roles()) {
      Random random = new Random(cast.seed() + role.address().hashCode());
      machines.add(new SimulatedMachine(role, network, time, random));
    }
    time.submit(() -> machines.forEach(SimulatedMachine::begin)).get();
    List<String> pinged =
        cast.roles().stream().filter(Scenario.Role::ping).map(Scenario.Role::address).toList();
    blinkers = new LoopbackConfinement(bundles, configurations, network.name(), pinged);
    LOG.info(
        "The demo runs: {} simulated machines in {}, and the hub looks at {} only",
        machines.size(),
        STREET,
        network.name());
  }

  @Override
  public ModuleStatus status() {
    long present = machines.stream().filter(SimulatedMachine::present).count();
    return ModuleStatus.of(
        ID,
        State.RUNNING,
        "simulated machines on the loopback; the real network is not looked at",
        Map.of("machines", (long) machines.size(), "machines_present", present));
  }

  @Deactivate
  void stop() throws IOException, InterruptedException, ExecutionException {
    time.submit(() -> machines.forEach(SimulatedMachine::end)).get();
    time.shutdownNow();
    network.close();
    if (bundles.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() == Bundle.STOPPING) {
      return; // the hub ends, and is not to look elsewhere before
    }
    blinkers.close();
    forget();
    LOG.info("The demo has ended, and the hub looks at all that it is configured for");
  }

  /** Forgets the machines until no protocol tells of them any more. */
  private void forget() throws InterruptedException {
    long now = System.nanoTime();
    long deadline = now + PATIENCE.toNanos();
    long quiet = now + QUIET.toNanos();
    while (now < quiet && now < deadline) {
      List<Device> ours = ours();
      ours.forEach(device -> hub.forget(device.id()));
      Thread.sleep(20);
      now = System.nanoTime();
      quiet = ours.isEmpty() ? quiet : now + QUIET.toNanos();
    }
  }

  private List<Device> ours() {
    return hub.devices().stream()
        .filter(device -> device.addresses().stream().anyMatch(STREET::contains))
        .filter(
            device ->
                device.evidence().stream()
                    .map(each -> each.sighting().endpoint().address())
                    .allMatch(STREET::contains))
        .toList();
  }
}
