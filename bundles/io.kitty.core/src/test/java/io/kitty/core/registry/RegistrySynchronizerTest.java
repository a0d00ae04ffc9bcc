// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kitty.core.json.UserEditJson;
import io.kitty.core.model.ModelLimits;
import io.kitty.core.model.WorkingSet;
import io.kitty.core.model.annotation.UserEdit;
import io.kitty.core.model.evidence.Timestamp;
import io.kitty.device.Authority;
import io.kitty.device.Device;
import io.kitty.device.DeviceId;
import io.kitty.device.Endpoint;
import io.kitty.device.Fact;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
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
      new WorkingSet(new ModelLimits(1000, 1000), event -> {}, said -> {});
  private final MemoryRegistry memory = new MemoryRegistry();
  private final PendingUserEdits pendingEdits = new PendingUserEdits();
  private final List<UserEdit> restoredEdits = new CopyOnWriteArrayList<>();
  private final RegistrySynchronizer keeper =
      new RegistrySynchronizer(
          set.deviceTable(),
          this::restore,
          pendingEdits,
          this::restoreEdits,
          clock::nanos,
          Duration.ofMillis(20));

  @AfterEach
  void close() {
    keeper.close();
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
    WorkingSet other = new WorkingSet(new ModelLimits(10, 10), event -> {}, said -> {});
    Endpoint at = new Endpoint(TestLinks.address("192.0.2.9"), "eth0");
    other.sighted(PING, Sighting.of("k9", at, Duration.ofHours(1)).build(), null, Timestamp.now());
    other.deviceTable().devices().forEach(device -> memory.kept.put(device.id(), device));
    DeviceId seen = see(1);
    keeper.use(memory, "memory");

    await().until(() -> memory.kept.containsKey(seen));
    assertThat(set.deviceTable().find(new DeviceId("host:192.0.2.9"))).isPresent();
    assertThat(keeper.loading()).isEmpty();
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
    keeper.use(memory, "memory");
    await().until(() -> restoredEdits.equals(List.of(before)));
    memory.broken = true;
    pendingEdits.add(now);
    keeper.wake();
    await().until(() -> !keeper.lastError().isEmpty());
    memory.broken = false;

    await().until(() -> UserEditJson.write(now).equals(memory.notes.get("device:host:192.0.2.1")));
    assertThat(memory.notes).containsEntry("device:host:192.0.2.2", "damaged");
  }

  @Test
  void savesChangesInBatches() {
    keeper.use(memory, "memory");
    await().until(() -> keeper.loading().isEmpty());
    for (int i = 1; i <= 50; i++) {
      see(i);
      keeper.wake();
    }

    await().until(() -> memory.kept.size() == 50);
    assertThat(memory.saves.get()).isLessThanOrEqualTo(3);
  }

  @Test
  void countsSavesAndFailures() {
    keeper.use(memory, "memory");
    await().until(() -> keeper.loading().isEmpty());
    see(1);
    keeper.wake();
    await().until(() -> keeper.counters().get("registry_saves_memory") > 0);
    await().until(() -> keeper.counters().get("registry_backlog_memory") == 0);
    assertThat(keeper.counters()).containsEntry("registry_failures_memory", 0L);

    memory.broken = true;
    see(2);
    keeper.wake();

    await().until(() -> keeper.counters().get("registry_failures_memory") > 0);
    await().until(() -> keeper.counters().get("registry_backlog_memory") == 1);
  }

  @Test
  void forgetsDevicesInTheRegistry() {
    keeper.use(memory, "memory");
    DeviceId seen = see(1);
    keeper.wake();
    await().until(() -> memory.kept.containsKey(seen));
    set.forget(seen, Timestamp.now());
    keeper.wake();

    await().until(memory.kept::isEmpty);
  }

  @Test
  void retriesFailedSaves() {
    keeper.use(memory, "memory");
    await().until(() -> keeper.loading().isEmpty());
    memory.broken = true;
    DeviceId seen = see(1);
    keeper.wake();
    await().until(() -> memory.attempts.get() >= 4);
    assertThat(keeper.lastError()).contains("cannot save devices", "the disk is full");
    memory.broken = false;

    await().until(() -> memory.kept.containsKey(seen));
    await().until(() -> keeper.lastError().isEmpty());
  }

  @Test
  void retriesAFailedLoad() {
    DeviceId seen = see(1);
    memory.broken = true;
    keeper.use(memory, "memory");
    assertThat(keeper.loading()).isSubsetOf("memory");
    await().until(() -> memory.attempts.get() >= 3);
    assertThat(keeper.loading()).as("nobody waits for what fails").isEmpty();
    assertThat(keeper.lastError()).contains("cannot load devices");
    memory.broken = false;

    await().until(() -> memory.kept.containsKey(seen));
    assertThat(keeper.lastError()).isEmpty();
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
    keeper.use(memory, "memory");
    keeper.use(slow, "slow");

    await().until(() -> keeper.loading().equals(Set.of("slow")));
    reading.release();
    await().until(() -> keeper.loading().isEmpty());
  }

  @Test
  void aNewRegistryReceivesAllDevices() {
    keeper.use(memory, "memory");
    DeviceId first = see(1);
    keeper.wake();
    await().until(() -> memory.kept.containsKey(first));
    MemoryRegistry other = new MemoryRegistry();
    keeper.use(other, "other");
    keeper.release(memory);
    DeviceId second = see(2);
    keeper.wake();

    await().until(() -> other.kept.keySet().containsAll(List.of(first, second)));
    assertThat(memory.kept).doesNotContainKey(second);
  }

  @Test
  void updatesAllRegistries() {
    MemoryRegistry other = new MemoryRegistry();
    keeper.use(memory, "memory");
    keeper.use(other, "other");
    DeviceId seen = see(1);
    keeper.wake();
    await().until(() -> memory.kept.containsKey(seen) && other.kept.containsKey(seen));
    set.forget(seen, Timestamp.now());
    keeper.wake();

    await().until(() -> memory.kept.isEmpty() && other.kept.isEmpty());
  }

  @Test
  void aFailingRegistryDoesNotDelayOthers() {
    MemoryRegistry other = new MemoryRegistry();
    keeper.use(memory, "memory");
    keeper.use(other, "other");
    await().until(() -> keeper.loading().isEmpty());
    memory.broken = true;
    DeviceId seen = see(1);
    keeper.wake();

    await().until(() -> other.kept.containsKey(seen));
    await().until(() -> keeper.lastError().contains("memory cannot save devices"));
    memory.broken = false;
    await().until(() -> memory.kept.containsKey(seen));
  }

  @Test
  void aReturningRegistryRestoresNothing() {
    keeper.use(memory, "memory");
    DeviceId forgotten = see(1);
    keeper.wake();
    await().until(() -> memory.kept.containsKey(forgotten));
    keeper.release(memory);
    set.forget(forgotten, Timestamp.now());
    DeviceId seen = see(2);
    keeper.use(memory, "memory");

    await().until(() -> memory.kept.keySet().equals(Set.of(seen)));
    assertThat(set.deviceTable().find(forgotten)).isEmpty();
  }

  @Test
  void releasingSavesTheRest() {
    keeper.use(memory, "memory");
    await().until(() -> keeper.loading().isEmpty());
    DeviceId seen = see(1);
    keeper.release(memory);

    assertThat(memory.kept).containsKey(seen);
    see(2);
    keeper.wake();
    keeper.close();
    assertThat(memory.kept).hasSize(1);
  }

  @Test
  void savesRepeatedSightingsOnceAMinute() {
    keeper.use(memory, "memory");
    DeviceId seen = see(1);
    keeper.wake();
    await().until(() -> memory.kept.containsKey(seen));
    Device before = memory.kept.get(seen);
    see(1);
    keeper.wake();
    keeper.refresh();
    clock.advance(Duration.ofSeconds(59));
    keeper.refresh();
    assertThat(set.deviceTable().hasUnsaved()).isFalse();
    clock.advance(Duration.ofSeconds(1));
    keeper.refresh();

    await().until(() -> memory.kept.get(seen).lastSeen().isAfter(before.lastSeen()));
  }

  @Test
  void restoresEditsOfOtherHubsOnceAMinute() {
    UserEdit said =
        new UserEdit.AnnotationEdit(
            new DeviceId("host:192.0.2.1"), Map.of(Fact.USER_NAME, "A"), Instant.ofEpochMilli(1));
    keeper.use(memory, "memory");
    await().until(() -> keeper.loading().isEmpty());
    memory.notes.put(UserEditJson.key(said), UserEditJson.write(said));
    keeper.refresh();
    clock.advance(Duration.ofMinutes(1));
    assertThat(restoredEdits).isEmpty();
    keeper.refresh();

    await().until(() -> restoredEdits.equals(List.of(said)));
  }
}
