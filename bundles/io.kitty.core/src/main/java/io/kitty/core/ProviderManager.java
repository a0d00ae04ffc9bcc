// SPDX-License-Identifier: Apache-2.0
package io.kitty.core;

import io.kitty.core.health.StatusAggregator;
import io.kitty.core.provider.ProviderRunner;
import io.kitty.core.provider.ProviderServices;
import io.kitty.core.provider.ProviderSettings;
import io.kitty.device.Authority;
import io.kitty.device.Source;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.Protocol;
import io.kitty.hub.ModuleStatus;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registered providers. None is started before the hub has loaded its registries; the evidence
 * of a protocol is withdrawn a moment after it stopped, so that a change of its configuration makes
 * no device depart.
 */
final class ProviderManager {

  private static final Logger LOG = LoggerFactory.getLogger(ProviderManager.class);
  private static final long WITHDRAW_DELAY_MILLIS = 1000;

  private final ProviderServices services;
  private final Supplier<Set<String>> instances;
  private final Map<DiscoveryProvider, ProviderRunner> runners = new IdentityHashMap<>();
  private boolean open;

  /**
   * @param instances returns the ids of the protocols that run only if something is configured for
   *     them
   */
  ProviderManager(ProviderServices services, Supplier<Set<String>> instances) {
    this.services = services;
    this.instances = instances;
  }

  synchronized void add(DiscoveryProvider provider, Map<String, Object> properties) {
    Source source = source(properties);
    if (source == null) {
      LOG.error(
          "{} is not a discovery protocol: the service property {}id is missing",
          provider.getClass().getName(),
          Protocol.PREFIX_);
      return;
    }
    put(provider, new ProviderRunner(source, provider, ProviderSettings.of(properties), services));
  }

  private void put(DiscoveryProvider provider, ProviderRunner runner) {
    runners.put(provider, runner);
    if (open) {
      runner.start();
    }
  }

  /**
   * Restarts a provider only if settings that the hub itself reads have changed; other changes are
   * handled by the provider.
   */
  void update(DiscoveryProvider provider, Map<String, Object> properties) {
    ProviderRunner before;
    synchronized (this) {
      before = runners.get(provider);
      if (before == null || before.settings().equals(ProviderSettings.of(properties))) {
        return;
      }
    }
    remove(provider);
    add(provider, properties);
  }

  void remove(DiscoveryProvider provider) {
    ProviderRunner runner;
    synchronized (this) {
      runner = runners.remove(provider);
    }
    if (runner != null) {
      runner.stop();
      withdrawSoon(runner);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the task checks whether it is still needed
  private void withdrawSoon(ProviderRunner stopped) {
    try {
      services
          .threads()
          .timer()
          .schedule(() -> withdraw(stopped), WITHDRAW_DELAY_MILLIS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("The hub is stopping", e);
    }
  }

  private synchronized void withdraw(ProviderRunner stopped) {
    String id = stopped.source().id();
    boolean back =
        runners.values().stream()
            .anyMatch(runner -> runner.source().id().equals(id) && runner.settings().enabled());
    if (!back) {
      stopped.sources().forEach(services.sink()::stopped);
    }
  }

  /** Starts all providers, and from now on each that is added. */
  synchronized void open() {
    if (!open) {
      open = true;
      runners.values().forEach(ProviderRunner::start);
    }
  }

  synchronized boolean scan(String protocol) {
    return runners.values().stream()
        .filter(runner -> runner.source().id().equals(protocol))
        .map(ProviderRunner::scan)
        .reduce(false, Boolean::logicalOr);
  }

  /** Returns whether an enabled provider uses the interface of this name. */
  synchronized boolean uses(String interfaceName) {
    return runners.values().stream()
        .map(ProviderRunner::settings)
        .anyMatch(each -> each.enabled() && each.interfaces().test(interfaceName));
  }

  synchronized Set<String> ids() {
    return runners.values().stream().map(r -> r.source().id()).collect(Collectors.toSet());
  }

  List<ModuleStatus> statuses() {
    List<ProviderRunner> all;
    synchronized (this) {
      all = new ArrayList<>(runners.values());
    }
    Map<String, List<ModuleStatus>> byId =
        all.stream().map(ProviderRunner::status).collect(Collectors.groupingBy(ModuleStatus::id));
    Set<String> multiple = instances.get();
    multiple.forEach(id -> byId.computeIfAbsent(id, none -> List.of(StatusAggregator.none(none))));
    return byId.values().stream()
        .map(StatusAggregator::combine)
        .map(status -> multiple.contains(status.id()) ? status.withoutSwitch() : status)
        .toList();
  }

  void close() {
    List<ProviderRunner> all;
    synchronized (this) {
      all = List.copyOf(runners.values());
      runners.clear();
    }
    all.forEach(ProviderRunner::stop);
  }

  private static @Nullable Source source(Map<String, Object> properties) {
    String id = text(properties, Protocol.PREFIX_ + "id", "");
    return id.isEmpty()
        ? null
        : new Source(
            id,
            text(properties, Protocol.PREFIX_ + "kind", "device"),
            text(properties, Protocol.PREFIX_ + "namespace", id),
            Authority.valueOf(text(properties, Protocol.PREFIX_ + "authority", "OWN")));
  }

  private static String text(Map<String, Object> properties, String name, String fallback) {
    Object value = properties.get(name);
    return value == null ? fallback : value.toString().strip();
  }
}
