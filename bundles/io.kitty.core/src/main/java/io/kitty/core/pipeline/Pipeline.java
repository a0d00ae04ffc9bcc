// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.pipeline;

import io.kitty.core.event.ChangeDamper;
import io.kitty.core.pipeline.SightingQueue.Report;
import io.kitty.core.provider.SightingSink;
import io.kitty.core.thread.HubExecutors;
import io.kitty.device.Endpoint;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
import io.kitty.event.DeviceEvent;
import io.kitty.identifier.Identifier.Mac;
import io.kitty.model.ModelLimits;
import io.kitty.model.RemovalListener;
import io.kitty.model.WorkingSet;
import io.kitty.model.annotation.UserEdit;
import io.kitty.model.device.DeviceTable;
import io.kitty.model.evidence.Timestamp;
import io.kitty.net.link.NeighbourTable;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pipeline: one thread that takes sightings, looks up their hardware addresses, and passes them
 * to the working set. No other thread writes to the working set, so the model needs no locks.
 */
public final class Pipeline implements SightingSink, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

  /** The maximum number of reports applied before the devices are updated. */
  private static final int BATCH = 64;

  private static final long MAX_SLEEP = TimeUnit.MINUTES.toNanos(1);

  private final NeighbourTable neighbours;
  private final WorkingSet devices;
  private final NeighbourRecheck recheck;
  private final ChangeDamper damper;
  private final SightingQueue reports;
  private final RepeatQueue repeats = new RepeatQueue(System::nanoTime);
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final Set<CompletableFuture<?>> calls = ConcurrentHashMap.newKeySet();
  private final BiConsumer<Source, Sighting> newcomers;
  private final Runnable idle;
  private final Thread thread;
  private long lastWarningCheck = System.nanoTime();
  private volatile boolean sleeping;
  private volatile boolean closed;

  /**
   * Creates the thread.
   *
   * @param events receives every event, on the pipeline's thread
   * @param edits receives each edit to be saved, on the pipeline's thread
   * @param removals receives each removed record, on the pipeline's thread
   * @param newcomers receives each sighting that is not known yet, on the pipeline's thread
   * @param idle run by the thread when its queue is empty
   */
  public Pipeline(
      ModelLimits limits,
      NeighbourTable neighbours,
      Consumer<DeviceEvent> events,
      Consumer<UserEdit> edits,
      RemovalListener removals,
      BiConsumer<Source, Sighting> newcomers,
      Runnable idle) {
    this.neighbours = neighbours;
    this.damper = new ChangeDamper(events, WorkingSet::areSame, System::nanoTime);
    this.devices = new WorkingSet(limits, damper, edits, removals);
    this.recheck = new NeighbourRecheck(neighbours, devices);
    this.reports =
        new SightingQueue(
            report ->
                devices.knows(report.source(), report.key(), report.address())
                    || devices.isAnswering(report.address()),
            System::nanoTime);
    this.newcomers = newcomers;
    this.idle = idle;
    this.thread = HubExecutors.named("kitty-pipeline").newThread(this::run);
  }

  public void start() {
    thread.start();
  }

  /** Returns the devices, for readers. */
  public DeviceTable deviceTable() {
    return devices.deviceTable();
  }

  /** Returns the weight of the waiting reports. */
  public int backlog() {
    return reports.weight();
  }

  /** Returns the number of reports dropped because the queue was full. */
  public long dropped() {
    return reports.dropped();
  }

  /** Returns the number of new sightings rejected because of limits. */
  public long refused() {
    return devices.refused();
  }

  /** Returns why there is no room for new devices; {@code ""} if there is. */
  public String capacityProblem() {
    return devices.capacityProblem();
  }

  @Override
  public boolean report(Source source, Sighting sighting) {
    return add(source, sighting.key(), sighting.endpoint().address(), sighting);
  }

  @Override
  public boolean reportAgain(Source source, List<Sighting> sightings) {
    boolean added = repeats.add(source, sightings);
    wake();
    return added;
  }

  /** Dropping one does little harm: the evidence expires anyway. */
  @Override
  public void goodbye(Source source, String key, InetAddress address) {
    add(source, key, address, null);
  }

  private boolean add(Source source, String key, InetAddress address, @Nullable Sighting sighting) {
    boolean added = reports.add(new Report(source, key, address, sighting, System.nanoTime()));
    wake();
    return added;
  }

  @Override
  public boolean isKnown(InetAddress address, Instant before) {
    return devices.isAnswering(address) || devices.isKnownSince(address, before);
  }

  @Override
  public void stopped(Source source) {
    reports.clear(source.id());
    repeats.clear(source.id());
    tasks.add(() -> devices.stopped(source.id(), Timestamp.now()));
    wake();
  }

  private void wake() {
    if (sleeping) {
      LockSupport.unpark(thread);
    }
  }

  /**
   * Runs a task with the working set on the pipeline's thread.
   *
   * @return its result; cancelled once the hub has stopped
   */
  public <T extends @Nullable Object> CompletableFuture<T> call(Function<WorkingSet, T> task) {
    CompletableFuture<T> result = new CompletableFuture<>();
    calls.add(result);
    tasks.add(
        () -> {
          try {
            result.complete(task.apply(devices));
          } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
          } finally {
            calls.remove(result);
          }
        });
    wake();
    if (closed) {
      cancelCalls();
    }
    return result;
  }

  private void cancelCalls() {
    calls.forEach(call -> call.cancel(false));
    calls.clear();
  }

  private void take(Report report) {
    Timestamp now = Timestamp.now();
    Sighting sighting = report.sighting();
    if (sighting == null) {
      devices.goodbye(report.source().id(), report.key(), report.address(), now);
      return;
    }
    if (!devices.knows(report.source(), report.key(), report.address())) {
      newcomers.accept(report.source(), sighting);
    }
    take(report.source(), sighting, now);
  }

  private void take(Source source, Sighting sighting, Timestamp now) {
    if (devices.take(source, sighting, macBehind(sighting), now)) {
      recheck.add(sighting, now);
    } else {
      LOG.debug("A bound forbids {} of {}", sighting.key(), source.id());
    }
  }

  /**
   * Takes sightings again; those that are unknown meanwhile are subject to the limits of new ones.
   */
  private void takeAgain(Source source, List<Sighting> sightings) {
    Timestamp now = Timestamp.now();
    try {
      for (Sighting sighting : sightings) {
        if (devices.knows(source, sighting.key(), sighting.endpoint().address())) {
          take(source, sighting, now);
        } else {
          report(source, sighting);
        }
      }
    } finally {
      devices.settle(now);
    }
  }

  /**
   * Returns the MAC address of a sighting's address. If it was sent from another address, both must
   * have the same MAC address, else they are not the same device.
   */
  private @Nullable Mac macBehind(Sighting sighting) {
    Mac mac = neighbours.macOf(sighting.endpoint());
    InetAddress via = sighting.via();
    if (mac == null || via == null) {
      return mac;
    }
    Mac sender = neighbours.macOf(new Endpoint(via, sighting.endpoint().interfaceName()));
    return mac.equals(sender) ? mac : null;
  }

  private void run() {
    while (!closed) {
      try {
        if (!processSome()) {
          idle.run();
          park();
        }
        OptionalLong next = devices.nextExpiry();
        if (next.isPresent() && next.getAsLong() - System.nanoTime() <= 0) {
          devices.expire(Timestamp.now());
        }
        if (damper.untilDue() == 0) {
          damper.flush();
        }
        if (recheck.untilDue(System.nanoTime()) == 0) {
          recheck.run(Timestamp.now());
        }
        if (System.nanoTime() - lastWarningCheck > MAX_SLEEP) {
          lastWarningCheck = System.nanoTime();
          devices.expireWarnings(Timestamp.now());
        }
      } catch (RuntimeException | Error e) {
        LOG.error("The working set failed on one task and goes on", e);
      }
    }
  }

  /** Processes some of the queues; returns false if they are empty. Tasks come before reports. */
  private boolean processSome() {
    Runnable task = tasks.poll();
    if (task != null) {
      task.run();
      return true;
    }
    boolean again = repeats.poll(this::takeAgain);
    Report report = reports.poll();
    if (report == null) {
      return again;
    }
    try {
      for (int i = 1; report != null; i++) {
        take(report);
        report = i < BATCH ? reports.poll() : null;
      }
    } finally {
      devices.settle(Timestamp.now());
    }
    return true;
  }

  /** Sleeps until something is added, expires or is due. */
  private void park() {
    sleeping = true;
    if (tasks.isEmpty() && repeats.isEmpty() && reports.isEmpty() && !closed) {
      LockSupport.parkNanos(sleep());
    }
    sleeping = false;
  }

  private long sleep() {
    OptionalLong next = devices.nextExpiry();
    long until = next.isPresent() ? next.getAsLong() - System.nanoTime() : MAX_SLEEP;
    long others = Math.min(recheck.untilDue(System.nanoTime()), damper.untilDue());
    return Math.max(0, Math.min(Math.min(until, others), MAX_SLEEP));
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    cancelCalls();
  }
}
