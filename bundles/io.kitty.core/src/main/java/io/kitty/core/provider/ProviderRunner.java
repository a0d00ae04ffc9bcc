// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.provider;

import io.kitty.commons.Backoff;
import io.kitty.device.Source;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.hub.ModuleStatus;
import io.kitty.hub.ModuleStatus.InterfaceStatus;
import io.kitty.hub.ModuleStatus.State;
import io.kitty.net.link.InterfaceCounters;
import io.kitty.net.link.InterfaceTable;
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

/** Runs one provider: starts it, retries with backoff if that fails, and stops it. */
public final class ProviderRunner {

  private static final Logger LOG = LoggerFactory.getLogger(ProviderRunner.class);

  private final Source source;
  private final DiscoveryProvider provider;
  private final ProviderSettings settings;
  private final ProviderServices services;
  private final ProviderMetrics metrics = new ProviderMetrics();

  private volatile @Nullable ProviderContext context;
  private @Nullable Future<?> retry;
  private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));
  private boolean stopped;
  private final Set<Source> sources = new HashSet<>();
  private volatile State state;
  private volatile String detail = "";

  public ProviderRunner(
      Source source,
      DiscoveryProvider provider,
      ProviderSettings settings,
      ProviderServices services) {
    this.source = source;
    this.provider = provider;
    this.settings = settings;
    this.services = services;
    this.sources.add(source);
    this.state = settings.enabled() ? State.STARTING : State.DISABLED;
  }

  /** Returns the protocol that it runs. */
  public Source source() {
    return source;
  }

  /** Returns the protocol and, once it has stopped, the sources of its indirect signs. */
  public synchronized Set<Source> sources() {
    return Set.copyOf(sources);
  }

  /** Returns the settings. */
  public ProviderSettings settings() {
    return settings;
  }

  /** Starts the provider on a worker, if it is enabled. */
  public void start() {
    if (settings.enabled()) {
      try {
        services.threads().workers().execute(this::tryToStart);
      } catch (RejectedExecutionException e) {
        LOG.debug("The hub is stopping", e);
      }
    }
  }

  /** Holds no lock while the provider starts, so that it can be stopped meanwhile. */
  private void tryToStart() {
    ProviderContext started = begin();
    if (started == null) {
      return;
    }
    try {
      provider.start(started);
      succeed(started);
    } catch (Exception | Error e) {
      started.close();
      fail(started, e);
    }
  }

  private synchronized @Nullable ProviderContext begin() {
    if (stopped || context != null) {
      return null;
    }
    metrics.degraded(null);
    ProviderContext started = new ProviderContext(source, settings.interfaces(), services, metrics);
    context = started;
    return started;
  }

  private synchronized void succeed(ProviderContext started) {
    if (context == started) {
      state = State.RUNNING;
      detail = "";
      backoff.reset();
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
      LOG.warn("{} cannot start, retrying: {}", source.id(), reason);
      LOG.debug("{} cannot start", source.id(), cause);
    }
    state = State.FAILED;
    detail = reason;
    metrics.error(reason);
    try {
      retry =
          services
              .threads()
              .timer()
              .schedule(this::start, backoff.next().toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("The hub is stopping", e);
    }
  }

  /** Stops the provider and closes its context; its evidence stays until it is withdrawn. */
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

  /** Starts a round of active search; returns false if the provider is not up. */
  public boolean scan() {
    ProviderContext running = context;
    boolean up = running != null && state == State.RUNNING;
    if (running != null && up) {
      running.requestScan();
    }
    return up;
  }

  /** Returns the current status. */
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
        metrics.lastError(),
        counters(running),
        interfaces,
        scan == null ? null : scan.progress());
  }

  /** Returns why it is degraded; that it has no interface comes first. */
  private Optional<String> degraded(List<InterfaceStatus> interfaces) {
    Optional<String> none =
        settings.needsInterface()
            ? InterfaceCheck.noInterface(settings.interfaces(), services.interfaces().table())
            : Optional.empty();
    return none.or(() -> InterfaceCheck.failure(interfaces))
        .or(() -> Optional.ofNullable(metrics.degraded()));
  }

  private Map<String, Long> counters(@Nullable ProviderContext running) {
    Map<String, Long> counters = metrics.counters();
    if (running != null) {
      counters.putAll(running.socketCounters());
    }
    return counters;
  }

  /**
   * Returns the interfaces that it uses or has used; one that is down is listed, one that was
   * removed is not.
   */
  private List<InterfaceStatus> perInterface(ProviderContext running) {
    InterfaceTable table = services.interfaces().table();
    Set<String> up = new TreeSet<>();
    table.links().forEach(link -> up.add(link.name()));
    Set<String> names = new TreeSet<>(metrics.traffic().counts().keySet());
    names.removeIf(name -> !name.isEmpty() && !table.exists(name));
    running.links().forEach(link -> names.add(link.name()));
    InterfaceCounters.Counts none = new InterfaceCounters.Counts();
    return names.stream()
        .map(
            name -> {
              InterfaceCounters.Counts counts = metrics.traffic().counts().getOrDefault(name, none);
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
