// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit.hub;

import io.kitty.device.Device;
import io.kitty.discovery.NetworkLink;
import io.kitty.hub.Flood;
import io.kitty.hub.Health;
import io.kitty.hub.Hub;
import io.kitty.hub.ModuleStatus;
import io.kitty.identifier.DeviceId;
import io.kitty.inventory.History;
import io.kitty.inventory.Revision;
import io.kitty.testkit.TestLinks;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A hub with the contents that a test sets; it records the commands it receives. Thread-safe. */
public final class FakeHub implements Hub {

  private final Map<DeviceId, Device> devices = new ConcurrentSkipListMap<>();
  private final Map<DeviceId, Instant> changed = new ConcurrentHashMap<>();
  private final AtomicLong changes = new AtomicLong();
  private final AtomicLong sightings = new AtomicLong();
  private final List<DeviceId> forgotten = new CopyOnWriteArrayList<>();
  private final Map<DeviceId, History> histories = new ConcurrentHashMap<>();
  private final List<String> scanned = new CopyOnWriteArrayList<>();
  private volatile List<ModuleStatus> modules = List.of();
  private volatile List<Flood> floods = List.of();
  private volatile List<NetworkLink> links = List.of(TestLinks.loopback());
  private volatile Health health =
      new Health(Health.Status.OK, List.of(), new TreeMap<>(), "1.2.3");

  /** Adds devices, replacing those with the same id. */
  public void add(Device... some) {
    for (Device device : some) {
      devices.put(device.id(), device);
      changed.put(device.id(), Instant.now());
      changes.incrementAndGet();
    }
  }

  /** Sets when a device last changed. */
  public void changed(DeviceId id, Instant at) {
    changed.put(id, at);
  }

  /** Records another sighting of a device, with no other change. */
  public void seeAgain(Device device) {
    devices.put(device.id(), device);
    sightings.incrementAndGet();
  }

  /** Sets the status of all modules. */
  public void modules(ModuleStatus... now) {
    modules = List.of(now);
  }

  /** Sets the health of the hub. */
  public void health(Health now) {
    health = now;
  }

  /** Sets the interfaces. */
  public void links(NetworkLink... now) {
    links = List.of(now);
  }

  /** Sets the ongoing floods. */
  public void floods(Flood... now) {
    floods = List.of(now);
  }

  /** Returns the ids passed to {@link #forget}, in order, known or not. */
  public List<DeviceId> forgotten() {
    return List.copyOf(forgotten);
  }

  /** Returns the protocols passed to {@link #scan}, in order, known or not. */
  public List<String> scanned() {
    return List.copyOf(scanned);
  }

  @Override
  public Collection<Device> devices() {
    return List.copyOf(devices.values());
  }

  @Override
  public Optional<Device> device(DeviceId id) {
    return Optional.ofNullable(devices.get(id))
        .or(
            () ->
                devices.values().stream()
                    .filter(device -> device.aliases().contains(id))
                    .findFirst());
  }

  @Override
  public Optional<Instant> changed(DeviceId id) {
    return Optional.ofNullable(changed.get(id));
  }

  @Override
  public Revision revision() {
    return new Revision(changes.get(), sightings.get());
  }

  @Override
  public History history(DeviceId id, Instant from, Instant to) {
    return histories.getOrDefault(id, History.empty(from, to));
  }

  /** Sets the history of a device, for any period. */
  public void history(DeviceId id, History history) {
    histories.put(id, history);
  }

  @Override
  public boolean forget(DeviceId id) {
    forgotten.add(id);
    changes.incrementAndGet();
    return device(id).map(device -> devices.remove(device.id())).isPresent();
  }

  @Override
  public List<ModuleStatus> modules() {
    return modules;
  }

  @Override
  public Health health() {
    return health;
  }

  @Override
  public boolean scan(String protocol) {
    scanned.add(protocol);
    return modules.stream()
        .anyMatch(module -> module.protocol() && module.up() && module.id().equals(protocol));
  }

  @Override
  public Set<String> announcementProtocols() {
    return Set.of("multicast", "beacon", "broadcast");
  }

  @Override
  public List<NetworkLink> links() {
    return links;
  }

  @Override
  public List<Flood> floods() {
    return floods;
  }
}
