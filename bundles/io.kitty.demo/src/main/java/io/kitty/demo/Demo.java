// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo;

import io.kitty.demo.network.LoopbackNetwork;
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
import java.util.function.Supplier;
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
 * The demo, while its bundle is active. First the machines are started, then the hub is confined to
 * the loopback, and gets the keys of the machines; at the end the machines leave, the hub gets its
 * configuration back, and forgets them.
 */
@Component(name = "io.kitty.demo", service = HubModule.class, immediate = true)
@HubModule.Name(Demo.ID)
public final class Demo implements HubModule {

  static final String ID = "demo";

  /** The network of all machines; it has no other hosts. */
  static final Subnet NETWORK = Subnet.parse("127.13.37.0/24");

  private static final Logger LOG = LoggerFactory.getLogger(Demo.class);

  /** The maximum time to forget the machines. */
  private static final Duration FORGET_TIMEOUT = Duration.ofSeconds(5);

  /** The time without reports of the machines after which they are forgotten. */
  private static final Duration QUIET = Duration.ofSeconds(1);

  private final BundleContext bundles;
  private final Hub hub;
  private final ScheduledExecutorService time;
  private final LoopbackNetwork network;
  private final List<SimulatedMachine> machines = new ArrayList<>();
  private final LoopbackConfinement confinement;
  private final DemoKeys keys;

  @Activate
  public Demo(
      BundleContext bundles, @Reference ConfigurationAdmin configurations, @Reference Hub hub)
      throws IOException, InterruptedException, ExecutionException {
    this.bundles = bundles;
    this.hub = hub;
    Scenario scenario = Scenario.bundled();
    time = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "kitty-demo"));
    network = new LoopbackNetwork(time);
    long start = System.nanoTime();
    Supplier<Duration> clock = () -> Duration.ofNanos(System.nanoTime() - start);
    for (Scenario.Role role : scenario.roles()) {
      Random random = new Random(scenario.seed() + role.address().hashCode());
      machines.add(new SimulatedMachine(role, network, time, clock, random));
    }
    time.submit(() -> machines.forEach(SimulatedMachine::start)).get();
    List<String> pinged =
        scenario.roles().stream().filter(Scenario.Role::ping).map(Scenario.Role::address).toList();
    confinement = new LoopbackConfinement(bundles, configurations, network.name(), pinged);
    keys = new DemoKeys(configurations, scenario.roles());
    LOG.info(
        "The demo runs: {} simulated machines in {}, and the hub looks at {} only",
        machines.size(),
        NETWORK,
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
    time.submit(() -> machines.forEach(SimulatedMachine::stop)).get();
    time.shutdownNow();
    network.close();
    keys.close();
    if (bundles.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() == Bundle.STOPPING) {
      return; // the hub stops, and must not use other interfaces before
    }
    confinement.close();
    forget();
    LOG.info("The demo has ended, and the hub looks at all that it is configured for");
  }

  /** Forgets the machines until no protocol reports them any more. */
  private void forget() throws InterruptedException {
    long now = System.nanoTime();
    long deadline = now + FORGET_TIMEOUT.toNanos();
    long quiet = now + QUIET.toNanos();
    while (now < quiet && now < deadline) {
      List<Device> simulatedDevices = simulatedDevices();
      simulatedDevices.forEach(device -> hub.forget(device.id()));
      Thread.sleep(20);
      now = System.nanoTime();
      quiet = simulatedDevices.isEmpty() ? quiet : now + QUIET.toNanos();
    }
  }

  private List<Device> simulatedDevices() {
    return hub.devices().stream()
        .filter(device -> device.addresses().stream().anyMatch(NETWORK::contains))
        .filter(
            device ->
                device.evidence().stream()
                    .map(each -> each.sighting().endpoint().address())
                    .allMatch(NETWORK::contains))
        .toList();
  }
}
