// SPDX-License-Identifier: Apache-2.0
package io.kitty.core;

import io.kitty.core.event.ChangeDamper;
import io.kitty.core.model.Catalogue;
import io.kitty.core.model.Limits;
import io.kitty.core.model.Moment;
import io.kitty.core.model.Remark;
import io.kitty.core.model.RemovalListener;
import io.kitty.core.model.WorkingSet;
import io.kitty.core.net.NeighbourTable;
import io.kitty.core.provider.SightingSink;
import io.kitty.core.provider.Threads;
import io.kitty.device.Endpoint;
import io.kitty.device.Identifier.Mac;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
import io.kitty.event.DeviceEvent;
import java.net.InetAddress;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The straight path: one thread that takes sightings, finds out behind which hardware address they
 * are, and hands them to the working set. It alone writes there, so the model needs no locks.
 */
final class Pipeline implements SightingSink, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Pipeline.class);

  /** The weight of sightings that may wait, a plain one being 1; what comes on top is dropped. */
  private static final int MOST_WAITING = 1 << 16;

  private static final long LONGEST_SLEEP = TimeUnit.MINUTES.toNanos(1);

  private final NeighbourTable neighbours;
  private final WorkingSet devices;
  private final NeighbourRecheck recheck;
  private final ChangeDamper damper;
  private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
  private final Set<CompletableFuture<?>> calls = ConcurrentHashMap.newKeySet();
  private final AtomicInteger waiting = new AtomicInteger();
  private final Runnable idle;
  private final Thread thread;
  private volatile boolean closed;

  /**
   * Starts the thread.
   *
   * @param events told of every event, by the thread
   * @param said told of each remark of people that is to be kept, by the thread
   * @param removals told of each record that is no more, by the thread
   * @param idle run by the thread when there is nothing more to do for the moment
   */
  Pipeline(
      Limits limits,
      NeighbourTable neighbours,
      Consumer<DeviceEvent> events,
      Consumer<Remark> said,
      RemovalListener removals,
      Runnable idle) {
    this.neighbours = neighbours;
    this.damper = new ChangeDamper(events, WorkingSet::areSame, System::nanoTime);
    this.devices = new WorkingSet(limits, damper, said, removals);
    this.recheck = new NeighbourRecheck(neighbours, devices);
    this.idle = idle;
    this.thread = Threads.named("kitty-pipeline").newThread(this::run);
  }

  void start() {
    thread.start();
  }

  /** The devices, for readers. */
  Catalogue catalogue() {
    return devices.catalogue();
  }

  /** The weight of what waits to be taken in. */
  int backlog() {
    return waiting.get();
  }

  @Override
  public boolean report(Source source, Sighting sighting) {
    return addFromNetwork(weight(sighting), () -> admit(source, sighting));
  }

  /** One that is dropped does little harm: what left goes silent. */
  @Override
  public void goodbye(Source source, String key, InetAddress address) {
    addFromNetwork(1, () -> devices.goodbye(source.id(), key, address, Moment.now()));
  }

  /** What a sighting takes of the memory that waiting ones may have. */
  private static int weight(Sighting sighting) {
    return 1 + sighting.services().size() + sighting.attributes().size() / 4;
  }

  private boolean addFromNetwork(int weight, Runnable task) {
    if (waiting.addAndGet(weight) > MOST_WAITING) {
      waiting.addAndGet(-weight);
      return false;
    }
    return tasks.add(
        () -> {
          waiting.addAndGet(-weight);
          task.run();
        });
  }

  @Override
  public void stopped(Source source) {
    tasks.add(() -> devices.stopped(source.id(), Moment.now()));
  }

  /**
   * Has the thread do something with the working set.
   *
   * @return what comes of it; cancelled once the hub has stopped
   */
  <T extends @Nullable Object> CompletableFuture<T> call(Function<WorkingSet, T> task) {
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
    if (closed) {
      cancelCalls();
    }
    return result;
  }

  private void cancelCalls() {
    calls.forEach(call -> call.cancel(false));
    calls.clear();
  }

  private void admit(Source source, Sighting sighting) {
    Moment now = Moment.now();
    if (devices.sighted(source, sighting, macBehind(sighting), now)) {
      recheck.add(sighting, now);
    } else {
      LOG.debug("A bound forbids {} of {}", sighting.key(), source.id());
    }
  }

  /**
   * The MAC address behind a sighting's address. Where another address sent it, that is the same
   * machine only if one MAC address is behind both.
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
        Runnable task = tasks.poll();
        if (task == null) {
          idle.run();
          task = tasks.poll(sleep(), TimeUnit.NANOSECONDS);
        }
        if (task != null) {
          task.run();
        }
        OptionalLong next = devices.nextExpiry();
        if (next.isPresent() && next.getAsLong() - System.nanoTime() <= 0) {
          devices.expire(Moment.now());
        }
        if (damper.untilDue() == 0) {
          damper.flush();
        }
        if (recheck.untilDue(System.nanoTime()) == 0) {
          recheck.run(Moment.now());
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException | Error e) {
        LOG.error("The working set failed on one task and goes on", e);
      }
    }
  }

  private long sleep() {
    OptionalLong next = devices.nextExpiry();
    long until = next.isPresent() ? next.getAsLong() - System.nanoTime() : LONGEST_SLEEP;
    long others = Math.min(recheck.untilDue(System.nanoTime()), damper.untilDue());
    return Math.max(0, Math.min(Math.min(until, others), LONGEST_SLEEP));
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
