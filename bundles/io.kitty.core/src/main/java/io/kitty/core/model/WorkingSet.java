// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.model;

import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.device.DeviceId;
import io.kitty.device.Evidence;
import io.kitty.device.Identifier;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
import io.kitty.event.DeviceEvent;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All evidence there is: takes in sightings and goodbyes, lets evidence expire, and has the {@link
 * Grouper} keep the devices true to it.
 *
 * <p>For one thread; only the {@link Catalogue} may be read by others.
 */
public final class WorkingSet {

  /**
   * How long an address stays after a thing was met at another one: longer than a thing with two
   * addresses takes to be met at both again.
   */
  static final Duration HOLD = Duration.ofSeconds(90);

  /** Restored evidence gets at least this long, or its whole lifetime, to be seen again. */
  static final Duration GRACE = Duration.ofMinutes(5);

  private static final int MOST_ADDRESSES = 8;

  private final Limits limits;
  private final Map<Thing, List<Entry>> entries = new HashMap<>();
  private final Map<String, Integer> liveKeys = new HashMap<>();
  private final Index index = new Index();
  private final Expiry expiry = new Expiry();
  private final Catalogue catalogue = new Catalogue();
  private final Grouper grouper;

  /**
   * @param events told of each event, in order, by the thread that caused it
   */
  public WorkingSet(Limits limits, Consumer<DeviceEvent> events) {
    this.limits = limits;
    this.grouper = new Grouper(index, catalogue, events, this::discard);
  }

  /** The devices, for readers of any thread. */
  public Catalogue catalogue() {
    return catalogue;
  }

  /** When evidence may end next, in monotonic time. */
  public OptionalLong nextExpiry() {
    return expiry.next();
  }

  /**
   * Takes in a sighting.
   *
   * @param mac the hardware address behind the sighting's address; null where unknown
   * @return false if a bound forbids it
   */
  public boolean sighted(
      Source source, Sighting sighting, Identifier.@Nullable Mac mac, Moment now) {
    Thing thing = new Thing(source.id(), sighting.key());
    Entry entry = find(thing, sighting.endpoint().address());
    if ((entry == null || !entry.live()) && !admits(source, now)) {
      return false;
    }
    if (entry == null) {
      add(thing, Evidences.first(source, sighting, mac, now), now);
    } else {
      update(entry, Evidences.again(entry.evidence, sighting, mac, now), now);
    }
    List<Entry> places = entries.getOrDefault(thing, List.of());
    if (places.size() > 1) {
      hold(places, sighting.endpoint().address(), now);
    }
    return true;
  }

  /** Withdraws what a protocol reported under a key from an address. */
  public void goodbye(String source, String key, InetAddress address, Moment now) {
    Entry entry = find(new Thing(source, key), address);
    if (entry != null && entry.live()) {
      end(List.of(entry), DepartureReason.GOODBYE, now);
    }
  }

  /** Withdraws all that a protocol reported. */
  public void stopped(String source, Moment now) {
    List<Entry> theirs = new ArrayList<>();
    entries.forEach(
        (thing, places) -> {
          if (thing.source().equals(source)) {
            places.stream().filter(Entry::live).forEach(theirs::add);
          }
        });
    end(theirs, DepartureReason.PROVIDER_STOPPED, now);
  }

  /** Ends all evidence whose lifetime has passed. */
  public void expire(Moment now) {
    List<Entry> due = new ArrayList<>();
    for (Entry entry = expiry.poll(now.nanos()); entry != null; entry = expiry.poll(now.nanos())) {
      due.add(entry);
    }
    end(due, DepartureReason.EXPIRED, now);
  }

  /** Forgets a device and all evidence for it; false if there is none. */
  public boolean forget(DeviceId id, Moment now) {
    return catalogue
        .find(id)
        .map(device -> grouper.forget(device.id(), DepartureReason.FORGOTTEN, now))
        .orElse(false);
  }

  /**
   * Takes in devices that a registry kept. What the hub could not see while it was away does not
   * count against them: their evidence gets time to be seen again.
   */
  public void restore(Collection<Device> devices, Moment now) {
    for (Device device : devices) {
      List<Entry> seeds = new ArrayList<>();
      for (Evidence evidence : device.evidence()) {
        Entry entry = restore(evidence, device.firstSeen(), now);
        entry.known = min(entry.known, device.firstSeen());
        seeds.add(entry);
      }
      grouper.restored(seeds, device, now);
      if (catalogue.get(device.id()) == null) {
        catalogue.putBack(List.of(device.id()));
      }
    }
  }

  private Entry restore(Evidence evidence, Instant known, Moment now) {
    Sighting sighting = evidence.sighting();
    Thing thing = new Thing(evidence.source().id(), sighting.key());
    Entry holder = find(thing, sighting.endpoint().address());
    if (holder != null && holder.identifiers.equals(Entry.identifiersOf(evidence))) {
      return holder;
    }
    Duration left = Duration.between(now.wall(), evidence.expires());
    Duration grace = min(sighting.lifetime(), GRACE);
    Duration time = max(grace, min(left, sighting.lifetime()));
    Evidence restored = Evidences.endingAt(evidence, now.wall().plus(time));
    Entry entry = new Entry(thing, restored, known, now.nanos() + time.toNanos());
    if (holder == null) {
      keep(entry);
    } else if (entry.live() && !holder.live()) {
      release(holder);
      keep(entry);
    } else {
      entry.end();
      index.add(entry);
    }
    return entry;
  }

  private void add(Thing thing, Evidence evidence, Moment now) {
    Sighting sighting = evidence.sighting();
    Entry entry =
        new Entry(thing, evidence, now.wall(), now.nanos() + sighting.lifetime().toNanos());
    grouper.regroup(keep(entry), DepartureReason.EXPIRED, now);
  }

  private void update(Entry entry, Evidence next, Moment now) {
    Evidence before = entry.evidence;
    Set<Identifier> identifiers = Entry.identifiersOf(next);
    long deadline = now.nanos() + next.sighting().lifetime().toNanos();
    boolean sameLinks =
        before.live()
            && identifiers.equals(entry.identifiers)
            && next.sighting().endpoint().equals(entry.endpoint());
    if (sameLinks) {
      entry.evidence = next;
      entry.deadline = deadline;
      expiry.watch(entry);
      if (Substance.same(before.sighting(), next.sighting())) {
        grouper.seenAgain(entry, before);
      } else {
        grouper.remerge(entry, now);
      }
    } else if (isAnotherMachine(entry.identifiers, identifiers)) {
      replace(entry, Evidences.first(next.source(), next.sighting(), next.mac(), now), now);
    } else {
      Set<Entry> seeds = index.remove(entry);
      if (!before.live()) {
        liveKeys.merge(entry.thing.source(), 1, Integer::sum);
      }
      entry.evidence = next;
      entry.identifiers = identifiers;
      entry.deadline = deadline;
      expiry.watch(entry);
      seeds.addAll(index.add(entry));
      grouper.regroup(seeds, DepartureReason.EXPIRED, now);
    }
  }

  /**
   * A key that is an address may pass to a machine that has nothing in common with the last one.
   */
  private static boolean isAnotherMachine(Set<Identifier> before, Set<Identifier> after) {
    return !before.isEmpty() && !after.isEmpty() && Collections.disjoint(before, after);
  }

  /** The last holder of a key is remembered for what it was; the key is another machine's now. */
  private void replace(Entry last, Evidence evidence, Moment now) {
    release(last);
    if (last.live()) {
      liveKeys.merge(last.thing.source(), -1, Integer::sum);
      last.end();
    }
    Entry next =
        new Entry(
            last.thing,
            evidence,
            now.wall(),
            now.nanos() + evidence.sighting().lifetime().toNanos());
    Set<Entry> seeds = keep(next);
    seeds.add(last);
    grouper.regroup(seeds, DepartureReason.EXPIRED, now);
  }

  private void end(Collection<Entry> ending, DepartureReason reason, Moment now) {
    for (Entry entry : ending) {
      entry.end();
      liveKeys.merge(entry.thing.source(), -1, Integer::sum);
    }
    grouper.regroup(ending, reason, now);
  }

  /** Keeps an entry, and tells which entries may belong together otherwise now. */
  private Set<Entry> keep(Entry entry) {
    List<Entry> places = new ArrayList<>(entries.getOrDefault(entry.thing, List.of()));
    places.add(entry);
    entries.put(entry.thing, List.copyOf(places));
    if (entry.live()) {
      liveKeys.merge(entry.thing.source(), 1, Integer::sum);
      expiry.watch(entry);
    }
    return index.add(entry);
  }

  /** Frees the key of an entry. */
  private void release(Entry entry) {
    List<Entry> places = new ArrayList<>(entries.getOrDefault(entry.thing, List.of()));
    places.remove(entry);
    if (places.isEmpty()) {
      entries.remove(entry.thing);
    } else {
      entries.put(entry.thing, List.copyOf(places));
    }
  }

  /** Drops an entry for good; the index has let go of it already. */
  private void discard(Entry entry) {
    release(entry);
    if (entry.live()) {
      liveKeys.merge(entry.thing.source(), -1, Integer::sum);
      entry.end();
    }
  }

  /** Has a thing's other addresses end soon, unless it is met there again; bounds their number. */
  private void hold(List<Entry> places, InetAddress met, Moment now) {
    long soon = now.nanos() + HOLD.toNanos();
    int live = 0;
    for (Entry entry : places) {
      if (entry.live() && !entry.address().equals(met)) {
        live++;
        if (entry.deadline - soon > 0) {
          Duration left = live < MOST_ADDRESSES ? HOLD : Duration.ZERO;
          Evidence before = entry.evidence;
          entry.deadline = now.nanos() + left.toNanos();
          entry.evidence = Evidences.endingAt(before, now.wall().plus(left));
          expiry.watch(entry);
          grouper.seenAgain(entry, before);
        }
      }
    }
  }

  private boolean admits(Source source, Moment now) {
    if (liveKeys.getOrDefault(source.id(), 0) >= limits.keysPerProtocol()) {
      return false;
    }
    if (catalogue.size() < limits.devices()) {
      return true;
    }
    Eviction.candidates(catalogue.devices(), limits.devices())
        .forEach(device -> grouper.forget(device.id(), DepartureReason.EXPIRED, now));
    return catalogue.size() < limits.devices();
  }

  private @Nullable Entry find(Thing thing, InetAddress address) {
    for (Entry entry : entries.getOrDefault(thing, List.of())) {
      if (entry.address().equals(address)) {
        return entry;
      }
    }
    return null;
  }

  private static <T extends Comparable<T>> T min(T a, T b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static <T extends Comparable<T>> T max(T a, T b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
