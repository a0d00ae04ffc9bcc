// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.provider;

import io.kitty.core.net.Traffic;
import io.kitty.device.Source;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.Interfaces;
import io.kitty.hub.ModuleStatus;
import io.kitty.hub.ModuleStatus.InterfaceStatus;
import io.kitty.hub.ModuleStatus.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
  private final boolean enabled;
  private final Interfaces interfaces;
  private final Resources resources;
  private final Meters meters = new Meters();

  private volatile @Nullable Context context;
  private @Nullable Future<?> retry;
  private Duration backOff = FIRST_RETRY;
  private boolean stopped;
  private volatile State state;
  private volatile String detail = "";

  public ProviderRunner(
      Source source,
      DiscoveryProvider provider,
      boolean enabled,
      Interfaces interfaces,
      Resources resources) {
    this.source = source;
    this.provider = provider;
    this.enabled = enabled;
    this.interfaces = interfaces;
    this.resources = resources;
    this.state = enabled ? State.STARTING : State.DISABLED;
  }

  /** The protocol it runs. */
  public Source source() {
    return source;
  }

  /** Whether it is to run at all. */
  public boolean enabled() {
    return enabled;
  }

  /** The interfaces it may use. */
  public Interfaces interfaces() {
    return interfaces;
  }

  /** Has the provider started by a worker, if it is enabled. */
  public void start() {
    if (enabled) {
      try {
        resources.threads().workers().execute(this::tryToStart);
      } catch (RejectedExecutionException e) {
        LOG.debug("The hub is stopping", e);
      }
    }
  }

  /** No lock is held while the provider starts: it may be stopped meanwhile. */
  private void tryToStart() {
    Context fresh = begin();
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

  private synchronized @Nullable Context begin() {
    if (stopped || context != null) {
      return null;
    }
    meters.degraded(null);
    Context fresh = new Context(source, interfaces, resources, meters);
    context = fresh;
    return fresh;
  }

  private synchronized void succeed(Context started) {
    if (context == started) {
      state = State.RUNNING;
      detail = "";
      backOff = FIRST_RETRY;
      LOG.info("{} is running", source.id());
    }
  }

  private synchronized void fail(Context failed, Throwable cause) {
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
    Context running;
    synchronized (this) {
      stopped = true;
      state = State.DISABLED;
      if (retry != null) {
        retry.cancel(false);
      }
      running = context;
      context = null;
    }
    if (running != null) {
      running.close();
      LOG.info("{} has stopped", source.id());
    }
  }

  /** Has a round of active search begin; false if the provider is not up. */
  public boolean scan() {
    Context running = context;
    boolean up = running != null && state == State.RUNNING;
    if (running != null && up) {
      running.requestScan();
    }
    return up;
  }

  /** How it is. */
  public ModuleStatus status() {
    Context running = context;
    ScanLoop scan = running == null ? null : running.scan();
    String reason = meters.degraded();
    boolean degraded = state == State.RUNNING && reason != null;
    return new ModuleStatus(
        source.id(),
        true,
        degraded ? State.DEGRADED : state,
        degraded && reason != null ? reason : detail,
        scan == null ? null : scan.lastRun(),
        scan == null ? null : scan.lastDuration(),
        meters.lastError(),
        counters(running),
        running == null ? List.of() : perInterface(running),
        scan == null ? null : scan.progress());
  }

  private Map<String, Long> counters(@Nullable Context running) {
    Map<String, Long> counters = meters.counters();
    if (running != null) {
      counters.putAll(running.socketCounters());
    }
    return counters;
  }

  private List<InterfaceStatus> perInterface(Context running) {
    Set<String> names = new TreeSet<>(meters.traffic().counts().keySet());
    running.links().forEach(link -> names.add(link.name()));
    Set<String> up = new TreeSet<>();
    resources.interfaces().links().forEach(link -> up.add(link.name()));
    Traffic.Counts none = new Traffic.Counts();
    return names.stream()
        .map(
            name -> {
              Traffic.Counts counts = meters.traffic().counts().getOrDefault(name, none);
              State there =
                  !up.contains(name) && !name.isEmpty()
                      ? State.DISABLED
                      : counts.failed() ? State.FAILED : State.RUNNING;
              return new InterfaceStatus(
                  name,
                  there,
                  counts.in(),
                  counts.out(),
                  counts.sightings(),
                  counts.lastError(),
                  counts.hint());
            })
        .toList();
  }
}
