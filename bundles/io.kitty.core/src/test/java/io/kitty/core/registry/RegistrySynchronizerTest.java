// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kitty.core.json.UserEditJson;
import io.kitty.device.Authority;
import io.kitty.device.Device;
import io.kitty.device.Endpoint;
import io.kitty.device.Fact;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
import io.kitty.identifier.DeviceId;
import io.kitty.identifier.Identifier;
import io.kitty.model.ModelLimits;
import io.kitty.model.WorkingSet;
import io.kitty.model.annotation.UserEdit;
import io.kitty.model.evidence.Timestamp;
import io.kitty.registry.DeviceRegistry;
import io.kitty.testkit.FakeClock;
import io.kitty.testkit.TestLinks;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RegistrySynchronizerTest {

  private static final Source MDNS = new Source("mdns", "device", "mdns", Authority.GENERAL);
  private static final Source PING = new Source("ping", "host", "host", Authority.REACHABILITY);

  /** Stores devices in memory, or fails on request. */
  private static class MemoryRegistry implements DeviceRegistry {
    final Map<DeviceId, Device> kept = new ConcurrentHashMap<>();
    final Map<String, String> notes = new ConcurrentHashMap<>();
    final AtomicInteger saves = new AtomicInteger();
    final AtomicInteger attempts = new AtomicInteger();
    volatile boolean broken;

    private void attempt() throws IOException {
      attempts.incrementAndGet();
      if (broken) {
        throw new IOException("the disk is full");
      }
    }

    @Override
    public Collection<Device> load() throws IOException {
      attempt();
      return List.copyOf(kept.values());
    }

    @Override
    public void save(Collection<Device> devices) throws IOException {
      attempt();
      saves.incrementAndGet();
      devices.forEach(device -> kept.put(device.id(), device));
    }

    @Override
    public void forget(Collection<DeviceId> ids) throws IOException {
      attempt();
      ids.forEach(kept::remove);
    }

    @Override
    public Map<String, String> loadNotes() throws IOException {
      attempt();
      return Map.copyOf(notes);
    }

    @Override
    public void saveNotes(Map<String, String> changed) throws IOException {
      attempt();
      notes.putAll(changed);
    }
  }

  private final FakeClock clock = new FakeClock();
  private final WorkingSet set =
      new WorkingSet(new ModelLimits(1000, 1000), event -> {}, edit -> {});
  private final MemoryRegistry memory = new MemoryRegistry();
  private final PendingUserEdits pendingEdits = new PendingUserEdits();
  private final List<UserEdit> restoredEdits = new CopyOnWriteArrayList<>();
  private final RegistrySynchronizer synchronizer =
      new RegistrySynchronizer(
          set.deviceTable(),
          this::restore,
          pendingEdits,
          this::restoreEdits,
          clock::nanos,
          Duration.ofMillis(20));

  @AfterEach
  void close() {
    synchronizer.close();
  }

  private Collection<UserEdit> restoreEdits(Collection<UserEdit> edits) {
    restoredEdits.addAll(edits);
    return edits;
  }

  private synchronized void restore(Collection<Device> devices) {
    set.restore(devices, Timestamp.now());
  }

  private synchronized DeviceId see(int number) {
    Endpoint at = new Endpoint(TestLinks.address("192.0.2." + number), "eth0");
    set.sighted(
        PING, Sighting.of("k" + number, at, Duration.ofHours(1)).build(), null, Timestamp.now());
    return new DeviceId("host:192.0.2." + number);
  }

  @Test
  void loadsThenSavesAll() {
    WorkingSet other = new WorkingSet(new ModelLimits(10, 10), event -> {}, edit -> {});
    Endpoint at = new Endpoint(TestLinks.address("192.0.2.9"), "eth0");
    other.sighted(PING, Sighting.of("k9", at, Duration.ofHours(1)).build(), null, Timestamp.now());
    other.deviceTable().devices().forEach(device -> memory.kept.put(device.id(), device));
    DeviceId seen = see(1);
    synchronizer.use(memory, "memory");

    await().until(() -> memory.kept.containsKey(seen));
    assertThat(set.deviceTable().find(new DeviceId("host:192.0.2.9"))).isPresent();
    assertThat(synchronizer.loading()).isEmpty();
  }

  @Test
  void restoresEditsBeforeDevices() {
    DeviceId id = new DeviceId("host:192.0.2.1");
    UserEdit before =
        new UserEdit.AnnotationEdit(id, Map.of(Fact.USER_NAME, "Old"), Instant.ofEpochMilli(1));
    UserEdit now =
        new UserEdit.AnnotationEdit(id, Map.of(Fact.USER_NAME, "New"), Instant.ofEpochMilli(2));
    memory.notes.put("device:host:192.0.2.1", UserEditJson.write(before));
    memory.notes.put("device:host:192.0.2.2", "damaged");
    synchronizer.use(memory, "memory");
    await().until(() -> restoredEdits.equals(List.of(before)));
    memory.broken = true;
    pendingEdits.add(now);
    synchronizer.wake();
    await().until(() -> !synchronizer.lastError().isEmpty());
    memory.broken = false;

    await().until(() -> UserEditJson.write(now).equals(memory.notes.get("device:host:192.0.2.1")));
    assertThat(memory.notes).containsEntry("device:host:192.0.2.2", "damaged");
  }

  @Test
  void savesChangesInBatches() {
    synchronizer.use(memory, "memory");
    await().until(() -> synchronizer.loading().isEmpty());
    for (int i = 1; i <= 50; i++) {
      see(i);
      synchronizer.wake();
    }

    await().until(() -> memory.kept.size() == 50);
    assertThat(memory.saves.get()).isLessThanOrEqualTo(3);
  }

  @Test
  void countsSavesAndFailures() {
    synchronizer.use(memory, "memory");
    await().until(() -> synchronizer.loading().isEmpty());
    see(1);
    synchronizer.wake();
    await().until(() -> synchronizer.counters().get("registry_saves_memory") > 0);
    await().until(() -> synchronizer.counters().get("registry_backlog_memory") == 0);
    assertThat(synchronizer.counters()).containsEntry("registry_failures_memory", 0L);

    memory.broken = true;
    see(2);
    synchronizer.wake();

    await().until(() -> synchronizer.counters().get("registry_failures_memory") > 0);
    await().until(() -> synchronizer.counters().get("registry_backlog_memory") == 1);
  }

  @Test
  void forgetsDevicesInTheRegistry() {
    synchronizer.use(memory, "memory");
    DeviceId seen = see(1);
    synchronizer.wake();
    await().until(() -> memory.kept.containsKey(seen));
    set.forget(seen, Timestamp.now());
    synchronizer.wake();

    await().until(memory.kept::isEmpty);
  }

  @Test
  void retriesFailedSaves() {
    synchronizer.use(memory, "memory");
    await().until(() -> synchronizer.loading().isEmpty());
    memory.broken = true;
    DeviceId seen = see(1);
    synchronizer.wake();
    await().until(() -> memory.attempts.get() >= 4);
    assertThat(synchronizer.lastError()).contains("cannot save devices", "the disk is full");
    memory.broken = false;

    await().until(() -> memory.kept.containsKey(seen));
    await().until(() -> synchronizer.lastError().isEmpty());
  }

  @Test
  void retriesAFailedLoad() {
    DeviceId seen = see(1);
    memory.broken = true;
    synchronizer.use(memory, "memory");
    assertThat(synchronizer.loading()).isSubsetOf("memory");
    await().until(() -> memory.attempts.get() >= 3);
    assertThat(synchronizer.loading()).as("nobody waits for what fails").isEmpty();
    assertThat(synchronizer.lastError()).contains("cannot load devices");
    memory.broken = false;

    await().until(() -> memory.kept.containsKey(seen));
    assertThat(synchronizer.lastError()).isEmpty();
  }

  @Test
  void isLoadingUntilDevicesAreRestored() throws Exception {
    Semaphore reading = new Semaphore(0);
    DeviceRegistry slow =
        new MemoryRegistry() {
          @Override
          public Collection<Device> load() throws IOException {
            reading.acquireUninterruptibly();
            return super.load();
          }
        };
    synchronizer.use(memory, "memory");
    synchronizer.use(slow, "slow");

    await().until(() -> synchronizer.loading().equals(Set.of("slow")));
    reading.release();
    await().until(() -> synchronizer.loading().isEmpty());
  }

  @Test
  void aNewRegistryReceivesAllDevices() {
    synchronizer.use(memory, "memory");
    DeviceId first = see(1);
    synchronizer.wake();
    await().until(() -> memory.kept.containsKey(first));
    MemoryRegistry other = new MemoryRegistry();
    synchronizer.use(other, "other");
    synchronizer.release(memory);
    DeviceId second = see(2);
    synchronizer.wake();

    await().until(() -> other.kept.keySet().containsAll(List.of(first, second)));
    assertThat(memory.kept).doesNotContainKey(second);
  }

  @Test
  void updatesAllRegistries() {
    MemoryRegistry other = new MemoryRegistry();
    synchronizer.use(memory, "memory");
    synchronizer.use(other, "other");
    DeviceId seen = see(1);
    synchronizer.wake();
    await().until(() -> memory.kept.containsKey(seen) && other.kept.containsKey(seen));
    set.forget(seen, Timestamp.now());
    synchronizer.wake();

    await().until(() -> memory.kept.isEmpty() && other.kept.isEmpty());
  }

  @Test
  void aFailingRegistryDoesNotDelayOthers() {
    MemoryRegistry other = new MemoryRegistry();
    synchronizer.use(memory, "memory");
    synchronizer.use(other, "other");
    await().until(() -> synchronizer.loading().isEmpty());
    memory.broken = true;
    DeviceId seen = see(1);
    synchronizer.wake();

    await().until(() -> other.kept.containsKey(seen));
    await().until(() -> synchronizer.lastError().contains("memory cannot save devices"));
    memory.broken = false;
    await().until(() -> memory.kept.containsKey(seen));
  }

  @Test
  void aReturningRegistryRestoresNothing() {
    synchronizer.use(memory, "memory");
    DeviceId forgotten = see(1);
    synchronizer.wake();
    await().until(() -> memory.kept.containsKey(forgotten));
    synchronizer.release(memory);
    set.forget(forgotten, Timestamp.now());
    DeviceId seen = see(2);
    synchronizer.use(memory, "memory");

    await().until(() -> memory.kept.keySet().equals(Set.of(seen)));
    assertThat(set.deviceTable().find(forgotten)).isEmpty();
  }

  @Test
  void releasingSavesTheRest() {
    synchronizer.use(memory, "memory");
    await().until(() -> synchronizer.loading().isEmpty());
    DeviceId seen = see(1);
    synchronizer.release(memory);

    assertThat(memory.kept).containsKey(seen);
    see(2);
    synchronizer.wake();
    synchronizer.close();
    assertThat(memory.kept).hasSize(1);
  }

  @Test
  void savesRepeatedSightingsOnceAMinute() {
    synchronizer.use(memory, "memory");
    DeviceId seen = see(1);
    synchronizer.wake();
    await().until(() -> memory.kept.containsKey(seen));
    Device before = memory.kept.get(seen);
    see(1);
    synchronizer.wake();
    synchronizer.refresh();
    clock.advance(Duration.ofSeconds(59));
    synchronizer.refresh();
    await().until(() -> !set.deviceTable().hasUnsaved()); // the first change is taken by a thread
    clock.advance(Duration.ofSeconds(1));
    synchronizer.refresh();

    await().until(() -> memory.kept.get(seen).lastSeen().isAfter(before.lastSeen()));
  }

  @Test
  void restoresEditsOfOtherHubsOnceAMinute() {
    UserEdit edit =
        new UserEdit.AnnotationEdit(
            new DeviceId("host:192.0.2.1"), Map.of(Fact.USER_NAME, "A"), Instant.ofEpochMilli(1));
    synchronizer.use(memory, "memory");
    await().until(() -> synchronizer.loading().isEmpty());
    memory.notes.put(UserEditJson.key(edit), UserEditJson.write(edit));
    synchronizer.refresh();
    clock.advance(Duration.ofMinutes(1));
    assertThat(restoredEdits).isEmpty();
    synchronizer.refresh();

    await().until(() -> restoredEdits.equals(List.of(edit)));
  }

  /** Receives local evidence only, as other hubs use it as well. */
  private static final class Shared extends MemoryRegistry {
    final List<DeviceId> touched = new CopyOnWriteArrayList<>();
    final List<DeviceId> forgotten = new CopyOnWriteArrayList<>();

    @Override
    public boolean shared() {
      return true;
    }

    @Override
    public void touch(Collection<Device> devices) {
      devices.forEach(device -> touched.add(device.id()));
    }

    @Override
    public void forget(Collection<DeviceId> ids) throws IOException {
      super.forget(ids);
      forgotten.addAll(ids);
    }
  }

  /** Reports a device with a host name. */
  private synchronized DeviceId see(Source source, String name) {
    Endpoint at = new Endpoint(TestLinks.address("192.0.2.9"), "eth0");
    Sighting sighting =
        Sighting.of(source.id() + name, at, Duration.ofHours(1))
            .identifier(Identifier.hostName(name))
            .fact(Fact.VENDOR, source.id())
            .build();
    set.sighted(source, sighting, null, Timestamp.now());
    return new DeviceId("hostname:" + name);
  }

  @Test
  void aSharedRegistryReceivesNothingThatOnlyOthersSee() {
    Shared shared = new Shared();
    synchronizer.use(memory, "memory");
    synchronizer.use(shared, "shared");
    see(MDNS.relayedBy("redis"), "far");
    DeviceId seen = see(2);
    synchronizer.wake();

    await().until(() -> memory.kept.size() == 2);
    await().until(() -> shared.kept.containsKey(seen));
    await().until(() -> synchronizer.counters().get("registry_backlog_shared") == 0);
    assertThat(shared.kept.keySet()).containsExactly(seen);
    assertThat(shared.forgotten).isEmpty();
  }

  @Test
  void whatOthersChangeIsNotSavedToASharedRegistry() {
    Shared shared = new Shared();
    synchronizer.use(memory, "memory");
    synchronizer.use(shared, "shared");
    DeviceId seen = see(MDNS, "near");
    synchronizer.wake();
    await().until(() -> shared.kept.containsKey(seen) && memory.kept.containsKey(seen));
    int saves = shared.saves.get();
    Device before = shared.kept.get(seen);

    see(MDNS.relayedBy("redis"), "near");
    synchronizer.wake();

    await().until(() -> memory.kept.get(seen).evidence().size() == 2);
    await().until(() -> shared.touched.contains(seen));
    assertThat(shared.saves.get()).isEqualTo(saves);
    assertThat(shared.kept.get(seen)).isSameAs(before);
  }

  @Test
  void aSharedRegistryThatComesBackReceivesChangesOnly() {
    Shared shared = new Shared();
    synchronizer.use(shared, "shared");
    DeviceId first = see(1);
    synchronizer.wake();
    await().until(() -> shared.kept.containsKey(first));
    synchronizer.release(shared);
    int saves = shared.saves.get();

    synchronizer.use(shared, "shared");

    await().until(() -> shared.touched.contains(first));
    assertThat(shared.saves.get()).isEqualTo(saves);
  }

  @Test
  void whatWasMerelySeenAgainIsTouched() {
    Shared shared = new Shared();
    synchronizer.use(shared, "shared");
    DeviceId seen = see(1);
    synchronizer.wake();
    await().until(() -> shared.kept.containsKey(seen));
    int saves = shared.saves.get();
    see(1);
    clock.advance(Duration.ofMinutes(1));
    synchronizer.refresh();

    await().until(() -> shared.touched.contains(seen));
    assertThat(shared.saves.get()).isEqualTo(saves);
  }
}
