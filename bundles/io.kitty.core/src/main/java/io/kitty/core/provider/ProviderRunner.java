// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.provider;

import io.kitty.core.net.InterfaceCounters;
import io.kitty.core.net.InterfaceTable;
import io.kitty.device.Source;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.hub.ModuleStatus;
import io.kitty.hub.ModuleStatus.InterfaceStatus;
import io.kitty.hub.ModuleStatus.State;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one provider: starts it, tries again with back-off when that fails, and stops it. */
public final class ProviderRunner {

  private static final Logger LOG = LoggerFactory.getLogger(ProviderRunner.class);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LAST_RETRY = Duration.ofMinutes(1);

  private final Source source;
  private final DiscoveryProvider provider;
  private final ProviderSettings settings;
  private final ProviderServices resources;
  private final ProviderMetrics meters = new ProviderMetrics();

  private volatile @Nullable ProviderContext context;
  private @Nullable Future<?> retry;
  private Duration backOff = FIRST_RETRY;
  private boolean stopped;
  private final Set<Source> sources = new HashSet<>();
  private volatile State state;
  private volatile String detail = "";

  public ProviderRunner(
      Source source,
      DiscoveryProvider provider,
      ProviderSettings settings,
      ProviderServices resources) {
    this.source = source;
    this.provider = provider;
    this.settings = settings;
    this.resources = resources;
    this.sources.add(source);
    this.state = settings.enabled() ? State.STARTING : State.DISABLED;
  }

  /** The protocol it runs. */
  public Source source() {
    return source;
  }

  /** The protocol, and once it has stopped also what it noticed things by. */
  public synchronized Set<Source> sources() {
    return Set.copyOf(sources);
  }

  /** How it is to run. */
  public ProviderSettings settings() {
    return settings;
  }

  /** Has the provider started by a worker, if it is enabled. */
  public void start() {
    if (settings.enabled()) {
      try {
        resources.threads().workers().execute(this::tryToStart);
      } catch (RejectedExecutionException e) {
        LOG.debug("The hub is stopping", e);
      }
    }
  }

  /** No lock is held while the provider starts: it may be stopped meanwhile. */
  private void tryToStart() {
    ProviderContext fresh = begin();
    if (fresh == null) {
      return;
    }
    try {
      provider.start(fresh);
      succeed(fresh);
    } catch (Exception | Error e) {
      fresh.close();
      fail(fresh, e);
    }
  }

  private synchronized @Nullable ProviderContext begin() {
    if (stopped || context != null) {
      return null;
    }
    meters.degraded(null);
    ProviderContext fresh = new ProviderContext(source, settings.interfaces(), resources, meters);
    context = fresh;
    return fresh;
  }

  private synchronized void succeed(ProviderContext started) {
    if (context == started) {
      state = State.RUNNING;
      detail = "";
      backOff = FIRST_RETRY;
      LOG.info("{} is running", source.id());
    }
  }

  private synchronized void fail(ProviderContext failed, Throwable cause) {
    if (context != failed) {
      return;
    }
    context = null;
    String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    if (!reason.equals(detail)) {
      LOG.warn("{} cannot start, trying again: {}", source.id(), reason);
      LOG.debug("{} cannot start", source.id(), cause);
    }
    state = State.FAILED;
    detail = reason;
    meters.error(reason);
    try {
      retry =
          resources
              .threads()
              .timer()
              .schedule(this::start, backOff.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("The hub is stopping", e);
    }
    Duration doubled = backOff.multipliedBy(2);
    backOff = doubled.compareTo(LAST_RETRY) < 0 ? doubled : LAST_RETRY;
  }

  /** Stops the provider and frees all it had; its evidence stays until somebody withdraws it. */
  public void stop() {
    ProviderContext running;
    synchronized (this) {
      stopped = true;
      state = State.DISABLED;
      if (retry != null) {
        retry.cancel(false);
      }
      running = context;
      context = null;
      if (running != null) {
        sources.addAll(running.signs());
      }
    }
    if (running != null) {
      running.close();
      LOG.info("{} has stopped", source.id());
    }
  }

  /** Has a round of active search begin; false if the provider is not up. */
  public boolean scan() {
    ProviderContext running = context;
    boolean up = running != null && state == State.RUNNING;
    if (running != null && up) {
      running.requestScan();
    }
    return up;
  }

  /** How it is. */
  public ModuleStatus status() {
    ProviderContext running = context;
    ScanScheduler scan = running == null ? null : running.scan();
    List<InterfaceStatus> interfaces = running == null ? List.of() : perInterface(running);
    Optional<String> reason = state == State.RUNNING ? degraded(interfaces) : Optional.empty();
    return new ModuleStatus(
        source.id(),
        true,
        reason.isPresent() ? State.DEGRADED : state,
        reason.orElse(detail),
        scan == null ? null : scan.lastRun(),
        scan == null ? null : scan.lastDuration(),
        meters.lastError(),
        counters(running),
        interfaces,
        scan == null ? null : scan.progress());
  }

  /** Why it runs worse than it could; that it cannot do anything at all comes first. */
  private Optional<String> degraded(List<InterfaceStatus> interfaces) {
    Optional<String> none =
        settings.needsInterface()
            ? InterfaceCheck.complaint(settings.interfaces(), resources.interfaces().table())
            : Optional.empty();
    return none.or(() -> InterfaceCheck.failure(interfaces))
        .or(() -> Optional.ofNullable(meters.degraded()));
  }

  private Map<String, Long> counters(@Nullable ProviderContext running) {
    Map<String, Long> counters = meters.counters();
    if (running != null) {
      counters.putAll(running.socketCounters());
    }
    return counters;
  }

  /** Those that it uses or has used; one that is down is shown, one that was removed is not. */
  private List<InterfaceStatus> perInterface(ProviderContext running) {
    InterfaceTable there = resources.interfaces().table();
    Set<String> up = new TreeSet<>();
    there.links().forEach(link -> up.add(link.name()));
    Set<String> names = new TreeSet<>(meters.traffic().counts().keySet());
    names.removeIf(name -> !name.isEmpty() && !there.exists(name));
    running.links().forEach(link -> names.add(link.name()));
    InterfaceCounters.Counts none = new InterfaceCounters.Counts();
    return names.stream()
        .map(
            name -> {
              InterfaceCounters.Counts counts = meters.traffic().counts().getOrDefault(name, none);
              State state =
                  !up.contains(name) && !name.isEmpty()
                      ? State.DISABLED
                      : counts.failed() ? State.FAILED : State.RUNNING;
              return new InterfaceStatus(
                  name,
                  state,
                  counts.in(),
                  counts.out(),
                  counts.sightings(),
                  counts.lastError(),
                  counts.hint());
            })
        .toList();
  }
}
