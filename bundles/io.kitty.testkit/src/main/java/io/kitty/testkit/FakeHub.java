// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit;

import io.kitty.device.Device;
import io.kitty.device.DeviceId;
import io.kitty.discovery.NetworkLink;
import io.kitty.hub.Flood;
import io.kitty.hub.Health;
import io.kitty.hub.History;
import io.kitty.hub.Hub;
import io.kitty.hub.ModuleStatus;
import io.kitty.hub.Revision;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A hub that knows what a test tells it, and remembers what it was asked to do. Any thread. */
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

  /** Adds devices, each in place of one with the same id. */
  public void add(Device... some) {
    for (Device device : some) {
      devices.put(device.id(), device);
      changed.put(device.id(), Instant.now());
      changes.incrementAndGet();
    }
  }

  /** Sets when a device changed last. */
  public void changed(DeviceId id, Instant at) {
    changed.put(id, at);
  }

  /** Has a device be seen again, with no other change. */
  public void seeAgain(Device device) {
    devices.put(device.id(), device);
    sightings.incrementAndGet();
  }

  /** Sets how each module is. */
  public void modules(ModuleStatus... now) {
    modules = List.of(now);
  }

  /** Sets how the hub is as a whole. */
  public void health(Health now) {
    health = now;
  }

  /** Sets the interfaces. */
  public void links(NetworkLink... now) {
    links = List.of(now);
  }

  /** Sets the floods that go on. */
  public void floods(Flood... now) {
    floods = List.of(now);
  }

  /** The ids that it was asked to forget, in order, whether or not it knew them. */
  public List<DeviceId> forgotten() {
    return List.copyOf(forgotten);
  }

  /** The protocols that it was asked to scan with, in order, whether or not it knew them. */
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

  /** Remembers this of a device, whatever period is asked for. */
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
  public List<NetworkLink> links() {
    return links;
  }

  @Override
  public List<Flood> floods() {
    return floods;
  }
}
