// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.health;

import io.kitty.hub.Health;
import io.kitty.hub.HubModule;
import io.kitty.hub.ModuleStatus;
import io.kitty.hub.ModuleStatus.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Derives the health of the hub from the status of its modules, and decides when providers may
 * start.
 */
public final class HealthMonitor {

  private static final Logger LOG = LoggerFactory.getLogger(HealthMonitor.class);

  /** How long the hub's start waits for a module to be up. */
  private static final Duration MODULE_TIMEOUT = Duration.ofSeconds(30);

  /** How long it waits for a registry to appear. */
  private static final Duration REGISTRY_TIMEOUT = Duration.ofSeconds(5);

  /** How long it waits for a registry to be loaded. */
  private static final Duration LOADING_TIMEOUT = Duration.ofMinutes(5);

  private final Supplier<Set<String>> expectations;
  private final Supplier<Set<String>> loading;
  private final Map<HubModule, Map<String, Object>> present = new ConcurrentHashMap<>();
  private final LongSupplier nanos;
  private final long start;
  private volatile long loadedAt;
  private volatile boolean started;

  /**
   * @param expectations returns the ids of the modules that the installed bundles declare
   * @param loading returns the names of the registries that are not loaded yet
   * @param nanos the monotonic clock
   */
  public HealthMonitor(
      Supplier<Set<String>> expectations, Supplier<Set<String>> loading, LongSupplier nanos) {
    this.expectations = expectations;
    this.loading = loading;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
    this.loadedAt = start;
  }

  public void add(HubModule module, Map<String, Object> properties) {
    present.put(module, properties);
  }

  public void remove(HubModule module) {
    present.remove(module);
  }

  /** Returns the TCP ports that modules of this hub serve. */
  public Set<Integer> ports() {
    return present.values().stream()
        .map(properties -> properties.get(HubModule.PORT))
        .filter(Integer.class::isInstance)
        .map(Integer.class::cast)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Returns whether providers may start: a device in a registry must not appear a second time.
   *
   * @param protocols the ids of the registered providers
   */
  public boolean readyForProviders(Set<String> protocols) {
    if (!loading().isEmpty()) {
      return false;
    }
    if (started || since(start).compareTo(REGISTRY_TIMEOUT) > 0) {
      return true;
    }
    Set<String> missing = new HashSet<>(expectations.get());
    missing.removeAll(protocols);
    boolean busy = false;
    for (HubModule module : present.keySet()) {
      ModuleStatus status = status(module);
      missing.remove(status.id());
      busy |= status.state() == State.STARTING;
    }
    return missing.isEmpty() && !busy;
  }

  /** Returns the registries to wait for, which are not loaded yet. */
  private Set<String> loading() {
    if (started || since(start).compareTo(LOADING_TIMEOUT) > 0) {
      return Set.of();
    }
    Set<String> names = loading.get();
    if (!names.isEmpty()) {
      loadedAt = nanos.getAsLong();
    }
    return names;
  }

  /** Returns whether all modules have been up since the hub's start; {@link #health} updates it. */
  public boolean started() {
    return started;
  }

  /**
   * Returns all modules, by id.
   *
   * @param others those that are not among the services
   */
  public List<ModuleStatus> all(List<ModuleStatus> others) {
    return Stream.concat(others.stream(), present.keySet().stream().map(HealthMonitor::status))
        .sorted(Comparator.comparing(ModuleStatus::id))
        .toList();
  }

  /**
   * Returns the health of the hub.
   *
   * @param others problems other than those of modules
   */
  public Health health(List<ModuleStatus> protocols, List<String> others) {
    List<ModuleStatus> all = all(protocols);
    SortedMap<String, Boolean> up = new TreeMap<>();
    all.forEach(module -> up.put(module.id(), module.up()));
    List<String> reasons = new ArrayList<>(problems(all));
    reasons.addAll(others);
    Set<String> notLoaded = loading();
    notLoaded.forEach(name -> reasons.add("the devices of " + name + " are being loaded"));
    Set<String> waiting = waitingFor(all);
    if (!started && waiting.isEmpty() && notLoaded.isEmpty()) {
      started = true;
      LOG.info("All modules are up: {}", up.keySet());
    }
    if (!started && (!notLoaded.isEmpty() || since(loadedAt).compareTo(MODULE_TIMEOUT) < 0)) {
      waiting.forEach(id -> reasons.add(id + " is starting"));
      return new Health(Health.Status.STARTING, reasons, up);
    }
    waiting.forEach(id -> reasons.add(id + (started ? " is starting" : " did not start")));
    return new Health(status(protocols, reasons), reasons, up);
  }

  /** Returns a sentence for each problem, with all the modules that it affects. */
  private static List<String> problems(List<ModuleStatus> all) {
    Map<String, List<String>> affected = new LinkedHashMap<>();
    for (ModuleStatus module : all) {
      if (module.state() == State.FAILED || module.state() == State.DEGRADED) {
        affected.computeIfAbsent(module.detail(), detail -> new ArrayList<>()).add(module.id());
      }
    }
    return affected.entrySet().stream()
        .map(each -> String.join(", ", each.getValue()) + ": " + each.getKey())
        .toList();
  }

  private Set<String> waitingFor(List<ModuleStatus> all) {
    Set<String> waiting = new TreeSet<>();
    if (!started) {
      waiting.addAll(expectations.get());
    }
    for (ModuleStatus module : all) {
      if (module.state() == State.STARTING) {
        waiting.add(module.id());
      } else {
        waiting.remove(module.id());
      }
    }
    return waiting;
  }

  /** Returns the status of a module; an exception must not hide the other modules. */
  private static ModuleStatus status(HubModule module) {
    try {
      return module.status();
    } catch (RuntimeException | LinkageError e) {
      LOG.debug("{} failed to report its status", module, e);
      String id = module.getClass().getPackageName();
      return ModuleStatus.of(id, State.FAILED, "cannot tell how it is: " + e, Map.of());
    }
  }

  private static Health.Status status(List<ModuleStatus> protocols, List<String> reasons) {
    boolean wanted = protocols.stream().anyMatch(p -> p.state() != State.DISABLED);
    if (wanted && protocols.stream().noneMatch(ModuleStatus::up)) {
      return Health.Status.FAILING;
    }
    return reasons.isEmpty() ? Health.Status.OK : Health.Status.DEGRADED;
  }

  private Duration since(long then) {
    return Duration.ofNanos(nanos.getAsLong() - then);
  }
}
