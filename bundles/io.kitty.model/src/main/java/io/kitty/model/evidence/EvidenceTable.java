// SPDX-License-Identifier: Apache-2.0
package io.kitty.model.evidence;

import io.kitty.device.Authority;
import io.kitty.device.Source;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** All evidence by key and address, with its expiry. */
public final class EvidenceTable {

  public final ExpiryQueue expiry = new ExpiryQueue();
  private final Map<SightingKey, List<TrackedEvidence>> entries = new ConcurrentHashMap<>();
  private final Map<String, Integer> live = new HashMap<>();
  private final Map<InetAddress, Integer> answering = new ConcurrentHashMap<>();
  private final AtomicLong bytes = new AtomicLong();

  /** Returns the evidence under a key at an address. Thread-safe. */
  public @Nullable TrackedEvidence find(SightingKey key, InetAddress address) {
    for (TrackedEvidence entry : places(key)) {
      if (entry.address().equals(address)) {
        return entry;
      }
    }
    return null;
  }

  /** Returns the evidence under a key, at each address; an immutable list. */
  public List<TrackedEvidence> places(SightingKey key) {
    return entries.getOrDefault(key, List.of());
  }

  /** Returns all live evidence of one protocol. */
  public List<TrackedEvidence> liveOf(String source) {
    List<TrackedEvidence> found = new ArrayList<>();
    entries.forEach(
        (key, places) -> {
          if (key.source().equals(source)) {
            places.stream().filter(TrackedEvidence::live).forEach(found::add);
          }
        });
    return found;
  }

  /** Returns the number of live pieces of evidence of one protocol. */
  public int countLive(String source) {
    return live.getOrDefault(source, 0);
  }

  /** Returns whether a device at this address answers the hub's own probes. Thread-safe. */
  public boolean isAnswering(InetAddress address) {
    return answering.containsKey(address);
  }

  /** Returns the estimated heap size of all evidence. Thread-safe. */
  public long bytes() {
    return bytes.get();
  }

  /** Updates the estimated size of changed evidence. */
  public void updateSize(TrackedEvidence entry) {
    int before = entry.bytes;
    entry.bytes = MemoryEstimate.of(entry.sighting());
    bytes.addAndGet(entry.bytes - before);
  }

  /** Adds a piece of evidence. */
  public void add(TrackedEvidence entry) {
    updateSize(entry);
    List<TrackedEvidence> places = new ArrayList<>(places(entry.key));
    places.add(entry);
    entries.put(entry.key, List.copyOf(places));
    if (entry.live()) {
      begin(entry);
    }
  }

  /** Removes a piece of evidence, which ends. */
  public void remove(TrackedEvidence entry) {
    List<TrackedEvidence> places = new ArrayList<>(places(entry.key));
    if (!places.remove(entry)) {
      return;
    }
    if (places.isEmpty()) {
      entries.remove(entry.key);
    } else {
      entries.put(entry.key, List.copyOf(places));
    }
    end(entry);
    bytes.addAndGet(-entry.bytes);
    entry.bytes = 0;
  }

  /** Registers evidence that has become live. */
  public void begin(TrackedEvidence entry) {
    live.merge(entry.key.source(), 1, Integer::sum);
    if (isAnswer(entry)) {
      answering.merge(entry.address(), 1, Integer::sum);
    }
    expiry.watch(entry);
  }

  /** Ends evidence, if it is live. */
  public void end(TrackedEvidence entry) {
    if (entry.live()) {
      if (isAnswer(entry)) {
        answering.computeIfPresent(entry.address(), (address, n) -> n == 1 ? null : n - 1);
      }
      entry.end();
      live.computeIfPresent(entry.key.source(), (source, n) -> n == 1 ? null : n - 1);
      expiry.forget(entry);
    }
  }

  private static boolean isAnswer(TrackedEvidence entry) {
    Source source = entry.evidence().source();
    return source.authority() == Authority.REACHABILITY && !source.relayed();
  }

  public boolean isEmpty() {
    return entries.isEmpty() && live.isEmpty() && answering.isEmpty() && expiry.size() == 0;
  }
}
