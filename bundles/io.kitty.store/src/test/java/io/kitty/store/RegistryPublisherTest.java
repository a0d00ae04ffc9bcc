// SPDX-License-Identifier: Apache-2.0
package io.kitty.store;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kitty.device.Device;
import io.kitty.hub.ModuleStatus;
import io.kitty.hub.ModuleStatus.State;
import io.kitty.registry.DeviceRegistry;
import io.kitty.testkit.FakeCodec;
import io.kitty.testkit.TestDevices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryPublisherTest {

  @TempDir private Path folder;
  private final List<DeviceRegistry> published = new CopyOnWriteArrayList<>();
  private RegistryPublisher keeper;

  private Path file() {
    return folder.resolve("devices.mv");
  }

  private void start() {
    keeper =
        new RegistryPublisher(
            new StoreFile(file(), true),
            new FakeCodec(),
            registry -> {
              published.add(registry);
              return () -> published.remove(registry);
            });
    keeper.start();
  }

  @AfterEach
  void stop() {
    keeper.close();
  }

  private DeviceRegistry registry() {
    await().until(() -> !published.isEmpty());
    return published.get(0);
  }

  private ModuleStatus inState(State state) {
    return await().atMost(20, SECONDS).until(keeper::status, status -> status.state() == state);
  }

  @Test
  void publishesTheRegistryWhileTheFileIsOpen() throws Exception {
    start();
    registry().save(List.of(TestDevices.host(1)));

    ModuleStatus status = inState(State.RUNNING);
    assertThat(status.id()).isEqualTo("store");
    assertThat(status.protocol()).isFalse();
    assertThat(status.detail()).isEmpty();
    assertThat(status.counters()).containsEntry("devices", 1L).containsEntry("saves", 1L);

    keeper.close();
    assertThat(published).isEmpty();
    new StoreFile(file(), true).open().close();
  }

  @Test
  void retriesUntilAnotherHubReleasesTheFile() throws Exception {
    MVStore theirs = new StoreFile(file(), true).open();
    start();

    ModuleStatus status = inState(State.FAILED);
    assertThat(status.detail()).contains(file().toString(), "in use by another hub");
    assertThat(published).isEmpty();

    theirs.close();
    registry().save(List.of(TestDevices.host(1)));
    assertThat(inState(State.RUNNING).detail()).isEmpty();
  }

  @Test
  void withdrawsTheRegistryAfterAFailedWriteAndRepublishesIt() throws Exception {
    start();
    DeviceRegistry first = registry();
    first.save(List.of(TestDevices.host(1)));

    keeper.failed("No space left on device", false);
    assertThat(inState(State.FAILED).detail()).isEqualTo("No space left on device");
    assertThat(published).isEmpty();
    assertThatThrownBy(() -> first.save(List.of(TestDevices.host(2))))
        .isInstanceOf(IOException.class);

    List<Device> more = List.of(TestDevices.host(3));
    registry().save(more);
    ModuleStatus status = inState(State.RUNNING);
    assertThat(status.detail()).isEmpty();
    assertThat(status.lastError()).isEqualTo("No space left on device");
    assertThat(registry().load())
        .containsExactlyInAnyOrder(TestDevices.host(1), TestDevices.host(3));
  }

  @Test
  void replacesAFileThatRefusesABatch() throws Exception {
    start();
    registry().save(List.of(TestDevices.host(1)));

    keeper.failed("a page is not where it should be", true);
    inState(State.FAILED);
    assertThat(registry().load()).isEmpty();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.filter(each -> each.toString().contains(".damaged-"))).hasSize(1);
    }
  }

  @Test
  void stopsItsThread() {
    start();
    registry();
    keeper.close();

    await()
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("kitty-store")));
  }

  @Test
  void hasNoThreadWhileItWorks() {
    start();
    registry();

    await()
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("kitty-store")));
    assertThat(keeper.status().state()).isEqualTo(State.RUNNING);
  }
}
