// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.hub.Health;
import io.kitty.hub.HubModule;
import io.kitty.hub.ModuleStatus;
import io.kitty.hub.ModuleStatus.State;
import io.kitty.testkit.FakeClock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HealthMonitorTest {

  private final FakeClock clock = new FakeClock();
  private final Set<String> expected = new HashSet<>(Set.of("ping", "store"));
  private final Set<String> loading = new HashSet<>();
  private final HealthMonitor modules =
      new HealthMonitor(() -> expected, () -> loading, clock::nanos);
  private State store = State.STARTING;
  private final HubModule module = () -> ModuleStatus.of("store", store, "why", Map.of());

  private static List<ModuleStatus> ping(State state) {
    return List.of(
        new ModuleStatus("ping", true, state, "why", null, null, "", Map.of(), List.of()));
  }

  private static ModuleStatus degraded(String id, String why) {
    return new ModuleStatus(id, true, State.DEGRADED, why, null, null, "", Map.of(), List.of());
  }

  private Health health(State ping, String... others) {
    return modules.health(ping(ping), List.of(others));
  }

  @Test
  void isStartingUntilAllInstalledModulesAreUp() {
    assertThat(health(State.RUNNING).status()).isEqualTo(Health.Status.STARTING);
    assertThat(health(State.RUNNING).reasons()).containsExactly("store is starting");
    modules.add(module, Map.of());
    assertThat(health(State.RUNNING).status()).isEqualTo(Health.Status.STARTING);
    store = State.RUNNING;
    assertThat(health(State.STARTING).status()).isEqualTo(Health.Status.STARTING);

    assertThat(health(State.RUNNING).status()).isEqualTo(Health.Status.OK);
    assertThat(health(State.RUNNING).modules()).isEqualTo(Map.of("ping", true, "store", true));
  }

  @Test
  void doesNotReturnToStarting() {
    modules.add(module, Map.of());
    store = State.RUNNING;
    health(State.RUNNING);
    expected.add("ssdp");

    assertThat(health(State.RUNNING).status()).isEqualTo(Health.Status.OK);
    store = State.STARTING;
    assertThat(health(State.RUNNING).status()).isEqualTo(Health.Status.DEGRADED);
    assertThat(health(State.RUNNING).reasons()).containsExactly("store is starting");
  }

  @Test
  void stopsWaitingForAModuleAfterATimeout() {
    clock.advance(Duration.ofSeconds(31));

    assertThat(health(State.RUNNING).status()).isEqualTo(Health.Status.DEGRADED);
    assertThat(health(State.RUNNING).reasons()).containsExactly("store did not start");
  }

  @Test
  void ignoresDisabledModules() {
    modules.add(module, Map.of());
    store = State.DISABLED;

    assertThat(health(State.DISABLED).status()).isEqualTo(Health.Status.OK);
    assertThat(health(State.DISABLED).modules()).isEqualTo(Map.of("ping", false, "store", false));
  }

  @Test
  void reportsProblems() {
    modules.add(module, Map.of());
    store = State.DEGRADED;
    assertThat(health(State.RUNNING).status()).isEqualTo(Health.Status.DEGRADED);
    assertThat(health(State.RUNNING).reasons()).containsExactly("store: why");
    store = State.RUNNING;
    assertThat(health(State.RUNNING, "a bad value").reasons()).containsExactly("a bad value");
    assertThat(health(State.RUNNING, "a bad value").status()).isEqualTo(Health.Status.DEGRADED);

    assertThat(health(State.FAILED).status()).isEqualTo(Health.Status.FAILING);
    assertThat(health(State.FAILED).reasons()).containsExactly("ping: why");
  }

  @Test
  void providersWaitForTheRegistryUntilATimeout() {
    assertThat(modules.readyForProviders(Set.of("ping"))).isFalse();
    modules.add(module, Map.of());
    assertThat(modules.readyForProviders(Set.of("ping"))).isFalse();
    store = State.RUNNING;
    loading.add("store");
    assertThat(modules.readyForProviders(Set.of("ping"))).isFalse();
    clock.advance(Duration.ofMinutes(4));
    assertThat(modules.readyForProviders(Set.of("ping"))).isFalse();
    loading.clear();
    assertThat(modules.readyForProviders(Set.of("ping"))).isTrue();
  }

  @Test
  void providersStopWaitingForLoadingAfterATimeout() {
    assertThat(modules.readyForProviders(Set.of("ping"))).isFalse();
    clock.advance(Duration.ofSeconds(6));
    assertThat(modules.readyForProviders(Set.of("ping"))).isTrue();
    loading.add("store");
    assertThat(modules.readyForProviders(Set.of("ping"))).isFalse();
    clock.advance(Duration.ofMinutes(5));
    assertThat(modules.readyForProviders(Set.of("ping"))).isTrue();
  }

  @Test
  void isStartingUntilRegistriesAreLoaded() {
    modules.add(module, Map.of());
    store = State.RUNNING;
    loading.add("store");
    assertThat(health(State.STARTING).status()).isEqualTo(Health.Status.STARTING);
    clock.advance(Duration.ofMinutes(1));
    assertThat(health(State.RUNNING).status()).isEqualTo(Health.Status.STARTING);
    assertThat(health(State.RUNNING).reasons())
        .containsExactly("the devices of store are being loaded");

    loading.clear();
    assertThat(health(State.STARTING).status())
        .as("the protocols begin only now")
        .isEqualTo(Health.Status.STARTING);
    assertThat(health(State.RUNNING).status()).isEqualTo(Health.Status.OK);

    loading.add("redis");
    assertThat(health(State.RUNNING).status()).as("later on").isEqualTo(Health.Status.OK);
  }

  @Test
  void reportsAProblemOfSeveralModulesOnce() {
    List<ModuleStatus> protocols =
        List.of(degraded("ssdp", "a"), degraded("ping", "b"), degraded("mdns", "a"));

    assertThat(modules.health(protocols, List.of("c")).reasons())
        .startsWith("mdns, ssdp: a", "ping: b", "c");
  }

  @Test
  void returnsThePortsThatTheHubServes() {
    modules.add(module, Map.of(HubModule.PORT, 8088));
    assertThat(modules.ports()).containsExactly(8088);
    modules.remove(module);
    assertThat(modules.ports()).isEmpty();
  }
}
