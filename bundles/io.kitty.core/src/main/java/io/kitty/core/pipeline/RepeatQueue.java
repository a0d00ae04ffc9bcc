// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.pipeline;

import io.kitty.device.Sighting;
import io.kitty.device.Source;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The queue of sightings that are reported again, many at a time: bounded and never stale. Batches
 * that have waited too long are dropped, as a device that is present will be reported again.
 * Thread-safe.
 */
final class RepeatQueue {

  /** The maximum number of waiting sightings: two sweeps of the largest usual network. */
  static final int MAX = 1 << 17;

  private record Batch(Source source, List<Sighting> sightings, long nanos) {}

  /** Receives a batch. */
  @FunctionalInterface
  interface Receiver {
    void take(Source source, List<Sighting> sightings);
  }

  private final LongSupplier clock;
  private final Deque<Batch> batches = new ArrayDeque<>();
  private int size;

  /**
   * @param clock monotonic time in ns
   */
  RepeatQueue(LongSupplier clock) {
    this.clock = clock;
  }

  /** Adds sightings; returns false if there are too many. */
  synchronized boolean add(Source source, List<Sighting> sightings) {
    if (size + sightings.size() > MAX) {
      return false;
    }
    size += sightings.size();
    batches.add(new Batch(source, sightings, clock.getAsLong()));
    return true;
  }

  /** Passes on the oldest batch; returns false if there is none. */
  boolean poll(Receiver receiver) {
    Batch batch = next();
    if (batch != null) {
      receiver.take(batch.source(), batch.sightings());
    }
    return batch != null;
  }

  private synchronized @Nullable Batch next() {
    long oldest = clock.getAsLong() - SightingQueue.MAX_AGE;
    for (Batch batch = batches.poll(); batch != null; batch = batches.poll()) {
      size -= batch.sightings().size();
      if (batch.nanos() - oldest >= 0) {
        return batch;
      }
    }
    return null;
  }

  /** Drops all waiting sightings of a protocol. */
  synchronized void clear(String source) {
    batches.removeIf(batch -> batch.source().id().equals(source));
    size = batches.stream().mapToInt(batch -> batch.sightings().size()).sum();
  }

  synchronized boolean isEmpty() {
    return batches.isEmpty();
  }
}
