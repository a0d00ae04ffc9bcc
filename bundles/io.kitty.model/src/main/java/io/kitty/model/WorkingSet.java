// SPDX-License-Identifier: Apache-2.0
package io.kitty.model;

import io.kitty.device.Departure;
import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.device.Endpoint;
import io.kitty.device.Evidence;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
import io.kitty.event.DeviceEvent;
import io.kitty.identifier.DeviceId;
import io.kitty.identifier.Identifier;
import io.kitty.inventory.DeviceClassifier;
import io.kitty.model.annotation.IdentityOverrides;
import io.kitty.model.annotation.UserAnnotations;
import io.kitty.model.annotation.UserEdit;
import io.kitty.model.device.DeviceDiff;
import io.kitty.model.device.DeviceTable;
import io.kitty.model.evidence.EvidenceStates;
import io.kitty.model.evidence.EvidenceTable;
import io.kitty.model.evidence.SightingKey;
import io.kitty.model.evidence.Timestamp;
import io.kitty.model.evidence.TrackedEvidence;
import io.kitty.model.identity.EvidenceIndex;
import java.net.InetAddress;
import java.time.Instant;
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
 * All evidence: applies sightings and goodbyes, expires evidence, and has the {@link DeviceGrouper}
 * update the devices.
 *
 * <p>For one thread; other threads may only read the {@link DeviceTable}.
 */
public final class WorkingSet {

  private final EvidenceTable table = new EvidenceTable();
  private final EvidenceIndex index = new EvidenceIndex(table);
  private final DeviceTable deviceTable = new DeviceTable();
  private final IdentityOverrides overrides;
  private final DeviceGrouper grouper;
  private final PendingChanges pending;
  private final EvidenceExpiry expiry;
  private final EvidenceRestorer restorer;
  private final UserEdits userEdits;
  private final CapacityLimiter limiter;

  /**
   * @param events receives each event, in order, on the calling thread
   * @param edits receives each edit to be saved
   */
  public WorkingSet(ModelLimits limits, Consumer<DeviceEvent> events, Consumer<UserEdit> edits) {
    this(limits, events, edits, (last, successor) -> {});
  }

  /**
   * @param events receives each event, in order, on the calling thread
   * @param edits receives each edit to be saved
   * @param removals receives each removed record, after its events
   */
  public WorkingSet(
      ModelLimits limits,
      Consumer<DeviceEvent> events,
      Consumer<UserEdit> edits,
      RemovalListener removals) {
    UserAnnotations annotations = new UserAnnotations(edits);
    this.overrides = new IdentityOverrides(edits);
    this.grouper =
        new DeviceGrouper(index, deviceTable, events, removals, this::drop, annotations::annotate);
    this.pending = new PendingChanges(index, grouper);
    this.expiry = new EvidenceExpiry(table, index, pending);
    this.restorer = new EvidenceRestorer(table, index, overrides);
    this.userEdits = new UserEdits(annotations, overrides, index, deviceTable, grouper);
    this.limiter = new CapacityLimiter(limits, table, index, deviceTable, grouper);
  }

  /** Returns whether two states of a device do not differ in anything that is an event. */
  public static boolean areSame(Device one, Device other) {
    return DeviceDiff.same(one, other);
  }

  /** Returns the devices, for readers of any thread. */
  public DeviceTable deviceTable() {
    return deviceTable;
  }

  /** Returns the annotations and overrides. */
  public UserEdits userEdits() {
    return userEdits;
  }

  /** Returns when evidence may expire next, monotonic time. */
  public OptionalLong nextExpiry() {
    return table.expiry.next();
  }

  /**
   * Applies a sighting, and updates the devices.
   *
   * @param mac the hardware address of the sighting's address; null if unknown
   * @return false if a limit rejects it
   */
  public boolean sighted(
      Source source, Sighting sighting, Identifier.@Nullable Mac mac, Timestamp now) {
    boolean taken = take(source, sighting, mac, now);
    settle(now);
    return taken;
  }

  /**
   * Applies a sighting of a batch. {@link #settle} updates the devices, and has to be called before
   * anything else here except a goodbye, which calls it itself.
   *
   * @param mac the hardware address of the sighting's address; null if unknown
   * @return false if a limit rejects it
   */
  public boolean take(
      Source source, Sighting sighting, Identifier.@Nullable Mac mac, Timestamp now) {
    SightingKey key = new SightingKey(source.id(), sighting.key());
    InetAddress address = sighting.endpoint().address();
    TrackedEvidence entry = table.find(key, address);
    if (entry == null) {
      if (!limiter.admitsNew(source, sighting, mac, now)) {
        return false;
      }
      Evidence first = EvidenceStates.first(source, sighting, mac, now);
      pending.relinked(add(key, first, now));
    } else if (entry.live() || limiter.admits(source.id(), expired(now))) {
      update(entry, sighting, mac, now);
    } else {
      return false;
    }
    List<TrackedEvidence> places = table.places(key);
    if (places.size() > 1) {
      expiry.endOthersSoon(places, address, now);
    }
    return true;
  }

  /** Updates the devices after a batch. */
  public void settle(Timestamp now) {
    pending.settle(expired(now));
  }

  private void drop(TrackedEvidence entry) {
    table.remove(entry);
    pending.forget(entry);
  }

  /** Returns whether a key of a protocol is known at an address. Thread-safe. */
  public boolean knows(Source source, String key, InetAddress address) {
    return table.find(new SightingKey(source.id(), key), address) != null;
  }

  /**
   * Returns whether a device at this address answers the hub's own probes, so that the address is
   * not forged. Thread-safe.
   */
  public boolean isAnswering(InetAddress address) {
    return table.isAnswering(address);
  }

  /** Returns whether an address has been known since before a time. Thread-safe. */
  public boolean isKnownSince(InetAddress address, Instant before) {
    return index.isKnownSince(address, before);
  }

  /** Returns the number of new sightings rejected by limits. Thread-safe. */
  public long refused() {
    return limiter.refused();
  }

  /** Returns why there is no room for new devices; {@code ""} if there is. Thread-safe. */
  public String capacityProblem() {
    return limiter.problem();
  }

  /** Ends the evidence of a protocol under a key at an address. */
  public void goodbye(String source, String key, InetAddress address, Timestamp now) {
    settle(now);
    TrackedEvidence entry = table.find(new SightingKey(source, key), address);
    if (entry != null && entry.live()) {
      end(List.of(entry), DepartureReason.GOODBYE, now);
    }
  }

  /** Classifies all devices by this classifier from now on. */
  public void reclassify(DeviceClassifier classifier, Timestamp now) {
    grouper.reclassify(classifier, expired(now));
  }

  /** Ends all evidence of a protocol. */
  public void stopped(String source, Timestamp now) {
    end(table.liveOf(source), DepartureReason.PROVIDER_STOPPED, now);
  }

  /** Removes warnings that no longer apply; to be called about once a minute. */
  public void expireWarnings(Timestamp now) {
    grouper.expireWarnings(expired(now));
  }

  /** Ends all evidence whose lifetime has passed. */
  public void expire(Timestamp now) {
    List<TrackedEvidence> due = expiry.due(now);
    settle(now);
    end(due, DepartureReason.EXPIRED, now);
  }

  /**
   * Corrects the MAC address of recent evidence at an address, as it was read again and differs.
   *
   * @param since only evidence seen since then has it
   */
  public void observed(Endpoint endpoint, Identifier.Mac mac, Instant since, Timestamp now) {
    List<TrackedEvidence> wrong =
        index.at(endpoint.address()).stream()
            .filter(entry -> entry.live() && entry.endpoint().equals(endpoint))
            .filter(entry -> entry.sighting().via() == null && !mac.equals(entry.mac()))
            .filter(entry -> !entry.evidence().lastSeen().isBefore(since))
            .toList();
    Set<TrackedEvidence> seeds = new LinkedHashSet<>();
    for (TrackedEvidence entry : wrong) {
      seeds.addAll(index.remove(entry));
      entry.evidence(EvidenceStates.withMac(entry.evidence(), mac));
      seeds.addAll(index.add(entry));
    }
    if (!seeds.isEmpty()) {
      grouper.regroup(seeds, expired(now));
    }
  }

  /** Forgets a device and all its evidence; returns false if there is none. */
  public boolean forget(DeviceId id, Timestamp now) {
    Departure cause = new Departure(DepartureReason.FORGOTTEN, now.wall());
    return deviceTable.find(id).map(device -> grouper.forget(device.id(), cause)).orElse(false);
  }

  /**
   * Restores devices from a registry. As the hub could not see anything while it was off, their
   * evidence gets time to be seen again.
   */
  public void restore(Collection<Device> devices, Timestamp now) {
    Set<TrackedEvidence> seeds = new LinkedHashSet<>();
    for (Device device : devices) {
      for (Evidence evidence : device.evidence()) {
        seeds.addAll(restorer.restore(evidence, device, now));
      }
    }
    grouper.restored(seeds, expired(now));
    deviceTable.requeue(
        devices.stream().map(Device::id).filter(id -> deviceTable.get(id) == null).toList());
  }

  private void update(
      TrackedEvidence entry, Sighting sighting, Identifier.@Nullable Mac mac, Timestamp now) {
    boolean claimed = sighting.via() != null && mac == null;
    if (claimed && entry.live() && !entry.claimed()) {
      return; // A statement of another host does not replace one of the device itself.
    }
    // The kernel drops neighbours that it no longer communicates with.
    boolean forgot = mac == null && entry.live() && sighting.via() == null;
    Identifier.Mac currentMac = forgot ? entry.mac() : mac;
    if (seenAgain(entry, sighting, currentMac, now)) {
      return;
    }
    Evidence before = entry.evidence();
    Evidence next = EvidenceStates.seenAgain(before, sighting, currentMac, now);
    Set<Identifier> identifiers =
        sighting.identifiers().equals(before.sighting().identifiers())
            ? entry.identifiers
            : overrides.links(entry.key, next);
    boolean sameLinks =
        entry.live()
            && identifiers.equals(entry.identifiers)
            && sighting.endpoint().equals(entry.endpoint())
            && Objects.equals(sighting.via(), before.sighting().via())
            && Objects.equals(currentMac, before.mac());
    if (sameLinks) {
      long lastSeen = entry.lastSeen();
      entry.evidence(next);
      renew(entry, sighting, now);
      watch(entry, lastSeen);
      if (DeviceDiff.same(before.sighting(), sighting)) {
        pending.renewed(entry, !before.sighting().state().equals(sighting.state()));
      } else {
        table.updateSize(entry);
        pending.changed(entry);
      }
    } else if (isOtherDevice(entry, identifiers, currentMac)) {
      // The previous holder of the key is remembered unchanged.
      table.remove(entry);
      Evidence first = EvidenceStates.first(next.source(), sighting, currentMac, now);
      Set<TrackedEvidence> seeds = add(entry.key, first, now);
      seeds.add(entry);
      pending.relinked(seeds);
    } else {
      Set<TrackedEvidence> seeds = index.remove(entry);
      table.end(entry);
      entry.evidence(next);
      entry.identifiers = identifiers;
      renew(entry, sighting, now);
      table.updateSize(entry);
      table.begin(entry);
      seeds.addAll(index.add(entry));
      pending.relinked(seeds);
    }
  }

  /**
   * Updates the times of evidence that was seen again, without making an object; returns false if
   * anything else changed.
   */
  private boolean seenAgain(
      TrackedEvidence entry, Sighting sighting, Identifier.@Nullable Mac mac, Timestamp now) {
    long lastSeen = entry.lastSeen();
    boolean same =
        entry.live()
            && sighting.equals(entry.sighting())
            && Objects.equals(mac, entry.mac())
            && entry.seenAgain(now);
    if (same) {
      watch(entry, lastSeen);
      deviceTable.seenAgain();
    }
    return same;
  }

  private void watch(TrackedEvidence entry, long lastSeen) {
    table.expiry.watch(entry);
    if (index.seenAgain(entry, lastSeen)) {
      pending.relinked(List.of(entry));
    }
  }

  private static void renew(TrackedEvidence entry, Sighting sighting, Timestamp now) {
    entry.deadline = now.nanos() + sighting.lifetime().toNanos();
    entry.fullDeadline = entry.deadline;
  }

  /**
   * Returns whether a key, which may be an address, has passed to another device, with nothing in
   * common with the previous one. A device that merely states no identifier is the same until it
   * departs.
   */
  private static boolean isOtherDevice(
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
    ending.forEach(table::end);
    grouper.regroup(ending, new Departure(reason, now.wall()));
  }

  private static Departure expired(Timestamp now) {
    return new Departure(DepartureReason.EXPIRED, now.wall());
  }

  /** Adds new evidence; returns the evidence to be regrouped. */
  private Set<TrackedEvidence> add(SightingKey key, Evidence evidence, Timestamp now) {
    long deadline = now.nanos() + evidence.sighting().lifetime().toNanos();
    TrackedEvidence entry = overrides.track(key, evidence, now.wall(), deadline);
    table.add(entry);
    return index.add(entry);
  }

  /** Returns whether it contains nothing at all. */
  boolean isEmpty() {
    return table.isEmpty() && index.isEmpty() && grouper.isEmpty() && deviceTable.isEmpty();
  }
}
