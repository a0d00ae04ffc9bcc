// SPDX-License-Identifier: Apache-2.0
package io.kitty.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.device.Device;
import io.kitty.hub.DeviceCodec;
import io.kitty.registry.DeviceRegistry;
import io.kitty.testkit.FakeCodec;
import io.kitty.testkit.TestDevices;
import io.kitty.testkit.contract.RegistryContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MvRegistryTest extends RegistryContract {

  private static final long SEED = 20250101;
  private static final long MEGABYTE = 1024 * 1024;

  /** Counts what the registry says of itself. */
  private static final class Log implements MvRegistry.Outcome {
    private int written;

    @Override
    public void written() {
      written++;
    }

    @Override
    public void failed(String reason, boolean damaged) {
      throw new AssertionError(reason);
    }
  }

  /** Encodes each device once only, to have many batches in little time. */
  private static final class QuickCodec extends FakeCodec {
    private final IdentityHashMap<Device, byte[]> encoded = new IdentityHashMap<>();

    @Override
    public byte[] encode(Device device) {
      return encoded.computeIfAbsent(device, super::encode);
    }
  }

  @TempDir private Path folder;
  private final Log log = new Log();

  private Path file() {
    return folder.resolve("devices.mv");
  }

  @Override
  protected DeviceRegistry open(DeviceCodec with) throws IOException {
    return new MvRegistry(new StoreFile(file(), true).open(), with, log);
  }

  @Override
  protected void close(DeviceRegistry open) {
    ((MvRegistry) open).close();
  }

  private MvRegistry another() throws IOException {
    return new MvRegistry(
        new StoreFile(folder.resolve("another.mv"), true).open(), new QuickCodec(), log);
  }

  @Test
  void countsDevices() throws Exception {
    try (MvRegistry registry = another()) {
      registry.save(List.of(TestDevices.printer(1), TestDevices.host(2)));
      registry.forget(List.of(TestDevices.host(2).id()));

      assertThat(registry.counters())
          .containsEntry("devices", 1L)
          .containsEntry("saves", 2L)
          .containsEntry("unreadable", 0L)
          .containsEntry("bytes", Files.size(folder.resolve("another.mv")));
      assertThat(log.written).isEqualTo(2);
    }
  }

  @Test
  void aBatchInPartsIsOne() throws Exception {
    List<Device> many = IntStream.range(0, 9000).mapToObj(TestDevices::printer).toList();
    try (MvRegistry registry = another()) {
      registry.save(many);

      assertThat(registry.counters()).containsEntry("saves", 1L);
      assertThat(log.written).isEqualTo(1);
      assertThat(registry.load()).containsExactlyInAnyOrderElementsOf(many);
    }
  }

  @Test
  void refusesToSaveOnceItIsClosed() throws Exception {
    MvRegistry registry = another();
    registry.close();

    assertThatThrownBy(() -> registry.save(List.of(TestDevices.host(1))))
        .isInstanceOf(IOException.class);
  }

  @Test
  void hasNoThread() throws Exception {
    try (MvRegistry registry = another()) {
      registry.save(List.of(TestDevices.host(1)));

      assertThat(Thread.getAllStackTraces().keySet())
          .extracting(Thread::getName)
          .noneMatch(name -> name.startsWith("H2") || name.startsWith("MVStore"));
    }
  }

  @Test
  void aBatchThatCannotBeEncodedChangesNothing() throws Exception {
    FakeCodec refusing =
        new FakeCodec() {
          @Override
          public byte[] encode(Device device) {
            if (device.equals(TestDevices.host(2))) {
              throw new IllegalStateException("refused");
            }
            return super.encode(device);
          }
        };
    try (MvRegistry registry =
        new MvRegistry(new StoreFile(folder.resolve("another.mv"), true).open(), refusing, log)) {
      assertThatThrownBy(() -> registry.save(List.of(TestDevices.host(1), TestDevices.host(2))))
          .hasMessage("refused");
      assertThat(registry.load()).isEmpty();
    }
  }

  @Test
  void staysSmallWhenAllDevicesChangeRepeatedly() throws Exception {
    List<Device> even = IntStream.range(0, 100).mapToObj(TestDevices::printer).toList();
    List<Device> odd = even.stream().map(TestDevices::departed).toList();
    try (MvRegistry registry = another()) {
      for (int batch = 0; batch < 1000; batch++) {
        registry.save(batch % 2 == 0 ? even : odd);
        assertThat(registry.counters().get("bytes")).isLessThan(8 * MEGABYTE);
      }
      assertThat(registry.load()).containsExactlyInAnyOrderElementsOf(odd);
    }
  }

  @Test
  void staysSmallWhenSingleDevicesChange() throws Exception {
    List<Device> devices = IntStream.range(0, 200).mapToObj(TestDevices::printer).toList();
    Random random = new Random(SEED);
    try (MvRegistry registry = another()) {
      registry.save(devices);
      for (int batch = 0; batch < 3000; batch++) {
        registry.save(List.of(devices.get(random.nextInt(200))));
        assertThat(registry.counters().get("bytes")).isLessThan(2 * MEGABYTE);
      }
      assertThat(registry.load()).hasSize(200);
    }
  }
}
