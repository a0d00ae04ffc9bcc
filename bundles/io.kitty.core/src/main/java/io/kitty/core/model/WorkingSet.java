// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.model;

import io.kitty.core.classify.Classifier;
import io.kitty.device.Departure;
import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.device.DeviceId;
import io.kitty.device.Endpoint;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All evidence there is: takes in sightings and goodbyes, lets evidence expire, and has the {@link
 * Grouper} keep the devices true to it.
 *
 * <p>For one thread; only the {@link DeviceTable} may be read by others.
 */
public final class WorkingSet {

  /**
   * How long an address stays after a thing was met at another one: longer than a thing with two
   * addresses takes to be met at both again.
   */
  static final Duration HOLD = Duration.ofSeconds(90);

  /** Restored evidence gets at least this long, or its whole lifetime, to be seen again. */
  static final Duration GRACE = Duration.ofMinutes(5);

  /** How many addresses a thing may be met at in turn. */
  private static final int MAX_ADDRESSES = 8;

  private final EvidenceTable things = new EvidenceTable();
  private final EvidenceIndex index = new EvidenceIndex(things);
  private final DeviceTable catalogue = new DeviceTable();
  private final IdentityOverrides corrections;
  private final DeviceGrouper grouper;
  private final PendingChanges pending;
  private final UserEdits remarks;
  private final CapacityLimiter admission;

  /**
   * @param events told of each event, in order, by the thread that caused it
   * @param said told of each remark of people that is to be kept
   */
  public WorkingSet(ModelLimits limits, Consumer<DeviceEvent> events, Consumer<UserEdit> said) {
    this(limits, events, said, (last, successor) -> {});
  }

  /**
   * @param events told of each event, in order, by the thread that caused it
   * @param said told of each remark of people that is to be kept
   * @param removals told of each record that is no more, after the events of that
   */
  public WorkingSet(
      ModelLimits limits,
      Consumer<DeviceEvent> events,
      Consumer<UserEdit> said,
      RemovalListener removals) {
    UserAnnotations annotations = new UserAnnotations(said);
    this.corrections = new IdentityOverrides(said);
    this.grouper =
        new DeviceGrouper(index, catalogue, events, removals, this::drop, annotations::annotate);
    this.pending = new PendingChanges(index, grouper);
    this.remarks = new UserEdits(annotations, corrections, index, catalogue, grouper);
    this.admission = new CapacityLimiter(limits, things, index, catalogue, grouper);
  }

  /** Whether two states of a device differ in nothing that is an event. */
  public static boolean areSame(Device one, Device other) {
    return DeviceDiff.same(one, other);
  }

  /** The devices, for readers of any thread. */
  public DeviceTable catalogue() {
    return catalogue;
  }

  /** What people say of the devices. */
  public UserEdits userEdits() {
    return remarks;
  }

  /** When evidence may end next, in monotonic time. */
  public OptionalLong nextExpiry() {
    return things.expiry.next();
  }

  /**
   * Takes in a sighting, and has the devices show it.
   *
   * @param mac the hardware address behind the sighting's address; null where unknown
   * @return false if a bound forbids it
   */
  public boolean sighted(
      Source source, Sighting sighting, Identifier.@Nullable Mac mac, Timestamp now) {
    boolean taken = take(source, sighting, mac, now);
    settle(now);
    return taken;
  }

  /**
   * Takes in a sighting of a batch. The devices show it once {@link #settle} was called, which has
   * to be before anything else is done here but a goodbye, which does so itself.
   *
   * @param mac the hardware address behind the sighting's address; null where unknown
   * @return false if a bound forbids it
   */
  public boolean take(
      Source source, Sighting sighting, Identifier.@Nullable Mac mac, Timestamp now) {
    SightingKey thing = new SightingKey(source.id(), sighting.key());
    InetAddress address = sighting.endpoint().address();
    TrackedEvidence entry = things.find(thing, address);
    if (entry == null) {
      if (!admission.admitsNew(source, sighting, mac, now)) {
        return false;
      }
      Evidence first = EvidenceStates.first(source, sighting, mac, now);
      pending.relinked(keep(thing, first, now));
    } else if (entry.live() || admission.admits(source.id(), expired(now))) {
      update(entry, sighting, mac, now);
    } else {
      return false;
    }
    List<TrackedEvidence> places = things.places(thing);
    if (places.size() > 1) {
      hold(places, address, now);
    }
    return true;
  }

  /** Has the devices show all that was taken in. */
  public void settle(Timestamp now) {
    pending.settle(expired(now));
  }

  private void drop(TrackedEvidence entry) {
    things.remove(entry);
    pending.forget(entry);
  }

  /** Whether what a protocol reports under a key is known at an address. Any thread. */
  public boolean knows(Source source, String key, InetAddress address) {
    return things.find(new SightingKey(source.id(), key), address) != null;
  }

  /**
   * Whether a machine at this address answers the hub's own questions, so that it is no forged one.
   * Any thread.
   */
  public boolean isAnswering(InetAddress address) {
    return things.isAnswering(address);
  }

  /** Whether something has been known at an address since before a time. Any thread. */
  public boolean isKnownSince(InetAddress address, Instant before) {
    return index.isKnownSince(address, before);
  }

  /**
   * How many sightings of new things were refused so far, since there were too many. Any thread.
   */
  public long refused() {
    return admission.refused();
  }

  /** Withdraws what a protocol reported under a key from an address. */
  public void goodbye(String source, String key, InetAddress address, Timestamp now) {
    settle(now);
    TrackedEvidence entry = things.find(new SightingKey(source, key), address);
    if (entry != null && entry.live()) {
      end(List.of(entry), DepartureReason.GOODBYE, now);
    }
  }

  /** Tells what sort of machines they are by these rules from now on. */
  public void reclassify(Classifier rules, Timestamp now) {
    grouper.reclassify(rules, expired(now));
  }

  /** Withdraws all that a protocol reported. */
  public void stopped(String source, Timestamp now) {
    end(things.liveOf(source), DepartureReason.PROVIDER_STOPPED, now);
  }

  /** Takes back warnings that no longer hold; to be called about once a minute. */
  public void calm(Timestamp now) {
    grouper.calm(expired(now));
  }

  /** Ends all evidence whose lifetime has passed. */
  public void expire(Timestamp now) {
    List<TrackedEvidence> due = new ArrayList<>();
    for (TrackedEvidence entry = things.expiry.poll(now.nanos());
        entry != null;
        entry = things.expiry.poll(now.nanos())) {
      if (isStillThere(entry, now)) {
        endAt(entry, entry.fullDeadline, now);
      } else {
        due.add(entry);
      }
    }
    due.forEach(entry -> silenced(entry, now));
    settle(now);
    end(due, DepartureReason.EXPIRED, now);
  }

  /**
   * Whether an entry that was to end early, because its thing was met at another address, holds on:
   * the machine at its address is heard still, and another one is behind the other address.
   */
  private boolean isStillThere(TrackedEvidence entry, Timestamp now) {
    Instant recent = now.wall().minus(HOLD);
    return entry.fullDeadline - now.nanos() > 0
        && index.at(entry.address()).stream().noneMatch(other -> hasSucceeded(other, entry))
        && things.places(entry.thing).stream()
            .anyMatch(other -> other.live() && isAnotherMachines(other, entry))
        && index.at(entry.address()).stream()
            .anyMatch(
                other ->
                    other.live()
                        && !other.claimed()
                        && !isAnotherMachines(other, entry)
                        && other.evidence.lastSeen().isAfter(recent));
  }

  /** Whether what the same protocol saw at the address since is another machine. */
  private static boolean hasSucceeded(TrackedEvidence other, TrackedEvidence entry) {
    return other.live()
        && other.thing.source().equals(entry.thing.source())
        && !other.identifiers.isEmpty()
        && Collections.disjoint(other.identifiers, entry.identifiers)
        && entry.evidence.lastSeen().isBefore(other.evidence.lastSeen());
  }

  private static boolean isAnotherMachines(TrackedEvidence other, TrackedEvidence entry) {
    return other.mac() != null && entry.mac() != null && !other.mac().equals(entry.mac());
  }

  /**
   * A machine that answers the hub's own questions no more has left, whatever else it said: what
   * was seen of it at the same address ends as long after it was seen last, unless it is seen
   * again.
   */
  private void silenced(TrackedEvidence answer, Timestamp now) {
    Source source = answer.evidence.source();
    if (!source.authority().presenceOnly()
        || source.relayed()
        || answer.group == null
        || isAnswered(answer, answer.group, now)) {
      return;
    }
    Duration patience = answer.sighting().lifetime();
    for (TrackedEvidence entry : answer.group.members) {
      if (entry != answer
          && entry.live()
          && entry.endpoint().equals(answer.endpoint())
          && !entry.evidence.source().relayed()) {
        Duration silent = Duration.between(entry.evidence.lastSeen(), now.wall());
        long deadline = now.nanos() + max(Duration.ZERO, patience.minus(silent)).toNanos();
        if (entry.deadline - deadline > 0) {
          entry.fullDeadline = deadline;
          endAt(entry, deadline, now);
        }
      }
    }
  }

  /** Whether another of the hub's questions of the same sort is answered from there. */
  private static boolean isAnswered(TrackedEvidence answer, DeviceGroup group, Timestamp now) {
    return group.members.stream()
        .filter(other -> other.live() && other.deadline - now.nanos() > 0)
        .filter(other -> other.endpoint().equals(answer.endpoint()))
        .map(other -> other.evidence.source())
        .anyMatch(other -> other.authority().presenceOnly() && !other.relayed());
  }

  private void endAt(TrackedEvidence entry, long deadline, Timestamp now) {
    Evidence before = entry.evidence;
    entry.deadline = deadline;
    entry.evidence =
        EvidenceStates.endingAt(before, now.wall().plusNanos(Math.max(0, deadline - now.nanos())));
    things.expiry.watch(entry);
    pending.renewed(entry, before);
  }

  /**
   * The MAC address behind an address was read again. What was seen there lately was read too early
   * where it differs.
   *
   * @param since only what was seen from then on is behind it
   */
  public void observed(Endpoint endpoint, Identifier.Mac mac, Instant since, Timestamp now) {
    List<TrackedEvidence> wrong =
        index.at(endpoint.address()).stream()
            .filter(entry -> entry.live() && entry.endpoint().equals(endpoint))
            .filter(entry -> entry.sighting().via() == null && !mac.equals(entry.mac()))
            .filter(entry -> !entry.evidence.lastSeen().isBefore(since))
            .toList();
    Set<TrackedEvidence> seeds = new LinkedHashSet<>();
    for (TrackedEvidence entry : wrong) {
      seeds.addAll(index.remove(entry));
      entry.evidence = EvidenceStates.behind(entry.evidence, mac);
      seeds.addAll(index.add(entry));
    }
    if (!seeds.isEmpty()) {
      grouper.regroup(seeds, expired(now));
    }
  }

  /** Forgets a device and all evidence for it; false if there is none. */
  public boolean forget(DeviceId id, Timestamp now) {
    Departure why = new Departure(DepartureReason.FORGOTTEN, now.wall());
    return catalogue.find(id).map(device -> grouper.forget(device.id(), why)).orElse(false);
  }

  /**
   * Takes in devices that a registry kept. What the hub could not see while it was away does not
   * count against them: their evidence gets time to be seen again.
   */
  public void restore(Collection<Device> devices, Timestamp now) {
    Set<TrackedEvidence> seeds = new LinkedHashSet<>();
    for (Device device : devices) {
      for (Evidence evidence : device.evidence()) {
        seeds.addAll(restore(evidence, device, now));
      }
    }
    grouper.restored(seeds, expired(now));
    catalogue.requeue(
        devices.stream().map(Device::id).filter(id -> catalogue.get(id) == null).toList());
  }

  /** Takes in one piece of evidence, and tells which entries may belong together otherwise now. */
  private Set<TrackedEvidence> restore(Evidence evidence, Device device, Timestamp now) {
    Instant known = device.firstSeen();
    Sighting sighting = evidence.sighting();
    SightingKey thing = new SightingKey(evidence.source().id(), sighting.key());
    TrackedEvidence holder = things.find(thing, sighting.endpoint().address());
    if (holder != null && holder.identifiers.equals(corrections.links(thing, evidence))) {
      holder.known = min(holder.known, known);
      return Set.of(holder);
    }
    Duration left = Duration.between(now.wall(), evidence.expires());
    Duration grace = min(sighting.lifetime(), GRACE);
    Duration time = max(grace, min(left, sighting.lifetime()));
    Evidence restored = EvidenceStates.endingAt(evidence, now.wall().plus(time));
    TrackedEvidence entry = entry(thing, restored, known, now.nanos() + time.toNanos());
    entry.left = device.departure();
    if (holder == null) {
      things.add(entry);
    } else if (entry.live() && !holder.live()) {
      things.remove(holder);
      things.add(entry);
    } else {
      entry.end();
    }
    return index.add(entry);
  }

  private void update(
      TrackedEvidence entry, Sighting sighting, Identifier.@Nullable Mac mac, Timestamp now) {
    Evidence before = entry.evidence;
    boolean claimed = sighting.via() != null && mac == null;
    if (claimed && entry.live() && !entry.claimed()) {
      return; // What another host states does not replace what the machine itself says.
    }
    // The kernel forgets neighbours that it has no more to say to.
    boolean forgot = mac == null && entry.live() && sighting.via() == null;
    Identifier.Mac behind = forgot ? before.mac() : mac;
    Evidence next = EvidenceStates.again(before, sighting, behind, now);
    Set<Identifier> identifiers =
        sighting.identifiers().equals(before.sighting().identifiers())
            ? entry.identifiers
            : corrections.links(entry.thing, next);
    boolean sameLinks =
        entry.live()
            && identifiers.equals(entry.identifiers)
            && sighting.endpoint().equals(entry.endpoint())
            && Objects.equals(sighting.via(), before.sighting().via())
            && Objects.equals(behind, before.mac());
    if (sameLinks) {
      entry.evidence = next;
      renew(entry, sighting, now);
      things.expiry.watch(entry);
      if (index.seenAgain(entry, before.lastSeen())) {
        pending.relinked(List.of(entry));
      }
      if (DeviceDiff.same(before.sighting(), sighting)) {
        pending.renewed(entry, before);
      } else {
        things.weigh(entry);
        pending.changed(entry);
      }
    } else if (isAnotherMachine(entry, identifiers, behind)) {
      // The last holder of the key is remembered for what it was.
      things.remove(entry);
      Evidence first = EvidenceStates.first(next.source(), sighting, behind, now);
      Set<TrackedEvidence> seeds = keep(entry.thing, first, now);
      seeds.add(entry);
      pending.relinked(seeds);
    } else {
      Set<TrackedEvidence> seeds = index.remove(entry);
      things.end(entry);
      entry.evidence = next;
      entry.identifiers = identifiers;
      renew(entry, sighting, now);
      things.weigh(entry);
      things.begin(entry);
      seeds.addAll(index.add(entry));
      pending.relinked(seeds);
    }
  }

  private static void renew(TrackedEvidence entry, Sighting sighting, Timestamp now) {
    entry.deadline = now.nanos() + sighting.lifetime().toNanos();
    entry.fullDeadline = entry.deadline;
  }

  /**
   * A key that is an address may pass to a machine that has nothing in common with the last one.
   * One that merely states nothing is the same while it does not leave.
   */
  private static boolean isAnotherMachine(
      TrackedEvidence entry, Set<Identifier> identifiers, Identifier.@Nullable Mac mac) {
    Identifier.Mac before = entry.mac();
    boolean otherMac = before != null && !before.equals(mac);
    if (entry.identifiers.isEmpty() || identifiers.isEmpty()) {
      return otherMac && (mac != null || !entry.live())
          || !entry.identifiers.isEmpty() && !entry.live() && (before == null || otherMac);
    }
    return Collections.disjoint(entry.identifiers, identifiers);
  }

  private void end(Collection<TrackedEvidence> ending, DepartureReason reason, Timestamp now) {
    ending.forEach(things::end);
    grouper.regroup(ending, new Departure(reason, now.wall()));
  }

  private static Departure expired(Timestamp now) {
    return new Departure(DepartureReason.EXPIRED, now.wall());
  }

  /** Keeps new evidence, and tells which entries may belong together otherwise now. */
  private Set<TrackedEvidence> keep(SightingKey thing, Evidence evidence, Timestamp now) {
    long deadline = now.nanos() + evidence.sighting().lifetime().toNanos();
    TrackedEvidence entry = entry(thing, evidence, now.wall(), deadline);
    things.add(entry);
    return index.add(entry);
  }

  private TrackedEvidence entry(
      SightingKey thing, Evidence evidence, Instant known, long deadline) {
    Set<Identifier> links = corrections.links(thing, evidence);
    TrackedEvidence entry = new TrackedEvidence(thing, evidence, links, known, deadline);
    entry.apart = corrections.isApart(thing);
    return entry;
  }

  /** Has a thing's other addresses end soon, unless it is met there again; bounds their number. */
  private void hold(List<TrackedEvidence> places, InetAddress met, Timestamp now) {
    long soon = now.nanos() + HOLD.toNanos();
    int live = 0;
    for (TrackedEvidence entry : places) {
      if (entry.live() && !entry.address().equals(met)) {
        live++;
        if (entry.deadline - soon > 0 || live >= MAX_ADDRESSES) {
          boolean tooMany = live >= MAX_ADDRESSES;
          if (tooMany) {
            entry.fullDeadline = now.nanos();
          }
          endAt(entry, tooMany ? now.nanos() : soon, now);
        }
      }
    }
  }

  /** Whether it remembers nothing at all. */
  boolean isEmpty() {
    return things.isEmpty() && index.isEmpty() && grouper.isEmpty() && catalogue.isEmpty();
  }

  private static <T extends Comparable<T>> T min(T a, T b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static <T extends Comparable<T>> T max(T a, T b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}
