// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.model;

import io.kitty.device.Authority;
import io.kitty.device.Source;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The entries by what was reported and where, and until when each of them holds. */
final class EvidenceTable {

  final ExpiryQueue expiry = new ExpiryQueue();
  private final Map<SightingKey, List<TrackedEvidence>> entries = new ConcurrentHashMap<>();
  private final Map<String, Integer> live = new HashMap<>();
  private final Map<InetAddress, Integer> answering = new ConcurrentHashMap<>();
  private long bytes;

  /** What is known of a thing at an address. Any thread. */
  @Nullable TrackedEvidence find(SightingKey thing, InetAddress address) {
    for (TrackedEvidence entry : places(thing)) {
      if (entry.address().equals(address)) {
        return entry;
      }
    }
    return null;
  }

  /** What is known of a thing, at each address; a list that does not change. */
  List<TrackedEvidence> places(SightingKey thing) {
    return entries.getOrDefault(thing, List.of());
  }

  /** All that is live of one protocol. */
  List<TrackedEvidence> liveOf(String source) {
    List<TrackedEvidence> theirs = new ArrayList<>();
    entries.forEach(
        (thing, places) -> {
          if (thing.source().equals(source)) {
            places.stream().filter(TrackedEvidence::live).forEach(theirs::add);
          }
        });
    return theirs;
  }

  /** How much is live of one protocol. */
  int countLive(String source) {
    return live.getOrDefault(source, 0);
  }

  /** Whether a machine at this address answers the hub's own questions. Any thread. */
  boolean isAnswering(InetAddress address) {
    return answering.containsKey(address);
  }

  /** How much of the heap all of it takes, about. */
  long bytes() {
    return bytes;
  }

  /** An entry says something else now. */
  void weigh(TrackedEvidence entry) {
    int before = entry.bytes;
    entry.bytes = MemoryEstimate.of(entry.sighting());
    bytes += entry.bytes - before;
  }

  /** Takes in an entry. */
  void add(TrackedEvidence entry) {
    weigh(entry);
    List<TrackedEvidence> places = new ArrayList<>(places(entry.thing));
    places.add(entry);
    entries.put(entry.thing, List.copyOf(places));
    if (entry.live()) {
      begin(entry);
    }
  }

  /** Frees the place of an entry, which ends. */
  void remove(TrackedEvidence entry) {
    List<TrackedEvidence> places = new ArrayList<>(places(entry.thing));
    if (!places.remove(entry)) {
      return;
    }
    if (places.isEmpty()) {
      entries.remove(entry.thing);
    } else {
      entries.put(entry.thing, List.copyOf(places));
    }
    end(entry);
    bytes -= entry.bytes;
    entry.bytes = 0;
  }

  /** An entry has become live. */
  void begin(TrackedEvidence entry) {
    live.merge(entry.thing.source(), 1, Integer::sum);
    if (isAnswer(entry)) {
      answering.merge(entry.address(), 1, Integer::sum);
    }
    expiry.watch(entry);
  }

  /** Has an entry end, if it is live. */
  void end(TrackedEvidence entry) {
    if (entry.live()) {
      if (isAnswer(entry)) {
        answering.computeIfPresent(entry.address(), (address, n) -> n == 1 ? null : n - 1);
      }
      entry.end();
      live.computeIfPresent(entry.thing.source(), (source, n) -> n == 1 ? null : n - 1);
      expiry.forget(entry);
    }
  }

  private static boolean isAnswer(TrackedEvidence entry) {
    Source source = entry.evidence.source();
    return source.authority() == Authority.REACHABILITY && !source.relayed();
  }

  boolean isEmpty() {
    return entries.isEmpty() && live.isEmpty() && answering.isEmpty() && expiry.size() == 0;
  }
}
