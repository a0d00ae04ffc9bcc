// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.kitty.itests.Assumptions;
import io.kitty.itests.HubProcess;
import java.io.IOException;
import java.net.URI;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;

/**
 * Every bundle that no other one needs is stopped and started, updated, and uninstalled and
 * installed again, in random order and under traffic. The hub then is what it was: all components,
 * the health and the devices are there, and nothing of the former bundles is left.
 */
class BundleChurnIT {
  private static final int ROUNDS = Extent.of(1, 200);

  /** How many rounds are between two checks. */
  private static final int CHECKED = 10;

  /** Holds its class loader for half a minute: ReplacedBundleIT waits for that in each build. */
  private static final String NATIVE = "io.kitty.ping";

  private static final Duration AWHILE = Duration.ofSeconds(150);

  private static final Set<String> NEEDED =
      Set.of("io.kitty.api", "io.kitty.config", "io.kitty.core");

  /** The start level and the name of a bundle, in the console's list. */
  private static final Pattern LINE =
      Pattern.compile("(?m)^\\d+\\tActive\\s*\\t\\s*(\\d+)\\t.*\\t(io\\.kitty\\.\\S+)");

  /** The machines that leave and move by themselves. */
  private static final Set<String> RESTLESS =
      Set.of("127.13.37.21", "127.13.37.121", "127.13.37.33", "127.13.37.41");

  private static final int MAX_UNCOUNTED = 5;

  private record Leaf(String name, String level) {}

  private final Random random = Chance.of(BundleChurnIT.class);
  private HubProcess hub;
  private List<Leaf> leaves;

  @Test
  void leavesNothingBehindAndLosesNothing() throws Exception {
    Assumptions.linux();
    try (HubProcess machines = HubProcess.prepare("churn-machines");
        WholeHub whole = new WholeHub("churn")) {
      machines.boot("kitty-demo");
      machines.launch(Map.of());
      hub = whole.hub();
      hub.start();
      try (Traffic traffic = new Traffic(hub)) {
        churn();
        print("meanwhile %s", traffic);
      }
    }
  }

  private void churn() throws Exception {
    leaves = leaves();
    assertThat(leaves).hasSizeGreaterThan(25);
    awaitHealth();
    List<String> components = components();
    List<String> active = names("\\tActive");
    Map<String, Double> devices = awaitDevices();
    HubUsage first = HubUsage.of(hub);
    print("before: %s", first);
    int steps = 0;
    for (int round = 1; round <= ROUNDS; round++) {
      steps += countedRound();
      if (round % CHECKED == 0 || round == ROUNDS) {
        awaitAll(active, components, devices);
        print("after %d steps: %s", steps, awaitUsage(first, steps));
      }
    }
  }

  private static void print(String format, Object... values) {
    System.out.println("fault: BundleChurnIT, " + format.formatted(values));
  }

  /** Repeats a round that is not counted; more than some in a row are an error of the hub. */
  private int countedRound() throws Exception {
    int steps = 0;
    for (int i = 0; i < MAX_UNCOUNTED && steps == 0; i++) {
      steps = round();
    }
    assertThat(steps).as("steps of a round").isPositive();
    return steps;
  }

  private int round() throws Exception {
    List<Leaf> order = new ArrayList<>(leaves);
    Collections.shuffle(order, random);
    return steps(order.stream().map(this::step).toList());
  }

  private String step(Leaf leaf) {
    URI jar = HubProcess.bundle(leaf.name).toUri();
    int kinds = leaf.name.equals(NATIVE) ? Extent.of(1, 3) : 3;
    return switch (random.nextInt(kinds)) {
      case 0 -> "bundle:stop %1$s; bundle:start %1$s".formatted(leaf.name);
      case 1 -> "bundle:update %s %s".formatted(leaf.name, jar);
      default ->
          "bundle:uninstall %s; bundle:install -s -l %s %s".formatted(leaf.name, leaf.level, jar);
    };
  }

  private int steps(List<String> steps) throws IOException {
    try {
      hub.console(String.join("; ", steps));
      return steps.size();
    } catch (RemoteException e) {
      print("a round is not counted: %s", e.getMessage());
      startAgain();
      return 0;
    }
  }

  /**
   * Starts what did not start: the framework refuses that if another thread starts a bundle at the
   * same moment ("Unable to acquire global lock for resolve").
   */
  private void startAgain() throws IOException {
    List<String> stopped =
        names("\\tResolved|\\tInstalled").stream()
            .filter(name -> name.startsWith("io.kitty."))
            .toList();
    if (!stopped.isEmpty()) {
      hub.console("bundle:start " + String.join(" ", stopped));
    }
  }

  /** Returns the bundles that no other one needs. */
  private List<Leaf> leaves() throws IOException {
    return LINE.matcher(hub.console("bundle:list -t 0 -s --no-format"))
        .results()
        .map((MatchResult line) -> new Leaf(line.group(2), line.group(1)))
        .filter(leaf -> !NEEDED.contains(leaf.name))
        .toList();
  }

  /** Returns the names of the bundles in a state. */
  private List<String> names(String state) throws IOException {
    Pattern inState = Pattern.compile(state);
    return hub.console("bundle:list -t 0 -s --no-format")
        .lines()
        .filter(line -> inState.matcher(line).find())
        .map(line -> line.substring(line.lastIndexOf('\t') + 1).strip())
        .sorted()
        .toList();
  }

  /** Returns the components that provide a service. */
  private List<String> components() throws IOException {
    return hub.console("bundle:services -p")
        .lines()
        .filter(line -> line.startsWith("component.name = "))
        .sorted()
        .toList();
  }

  private void awaitHealth() {
    await("the hub to be well")
        .atMost(AWHILE)
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(hub.rest().json("/health").path("status").asText())
                    .as(hub.rest().get("/health").body())
                    .isEqualTo("ok"));
  }

  /** Returns the devices that stay, once all are there, each with the time it was first seen. */
  private Map<String, Double> awaitDevices() {
    return await("the machines")
        .atMost(AWHILE)
        .ignoreExceptions()
        .until(this::devices, devices -> devices.size() >= 20);
  }

  private Map<String, Double> devices() throws Exception {
    Map<String, Double> devices = new HashMap<>();
    for (JsonNode device : hub.rest().json("/devices")) {
      if (!RESTLESS.contains(device.path("ip").asText())) {
        devices.put(device.path("id").asText(), device.path("first_seen").asDouble());
      }
    }
    return devices;
  }

  private void awaitAll(List<String> active, List<String> components, Map<String, Double> devices) {
    awaitHealth();
    await("everything")
        .atMost(AWHILE)
        .pollInterval(Duration.ofSeconds(1))
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              assertThat(components()).isEqualTo(components);
              assertThat(devices()).containsAllEntriesOf(devices);
              assertThat(names("\\tActive")).isEqualTo(active);
            });
  }

  private HubUsage awaitUsage(HubUsage before, int steps) throws IOException {
    try {
      return await()
          .atMost(AWHILE)
          .pollInterval(Duration.ofSeconds(3))
          .until(() -> HubUsage.of(hub), now -> now.within(before, steps));
    } catch (ConditionTimeoutException e) {
      List<String> names = leaves.stream().map(Leaf::name).toList();
      Map<String, Integer> loaders = BundleLoaders.several(hub.pid(), names);
      throw new AssertionError("class loaders that were left behind: " + loaders, e);
    }
  }
}
