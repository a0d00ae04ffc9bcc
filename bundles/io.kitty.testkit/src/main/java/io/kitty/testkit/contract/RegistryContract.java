// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Device;
import io.kitty.hub.DeviceCodec;
import io.kitty.identifier.DeviceId;
import io.kitty.registry.DeviceRegistry;
import io.kitty.testkit.FakeCodec;
import io.kitty.testkit.TestDevices;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of every registry. */
public abstract class RegistryContract {

  private final DeviceCodec codec = new FakeCodec();
  private DeviceRegistry registry;

  /**
   * Opens the registry over what was stored before in the same test; at a test's first call it is
   * empty.
   */
  protected abstract DeviceRegistry open(DeviceCodec with) throws Exception;

  /** Closes a registry from {@link #open}, as when the hub stops. */
  protected abstract void close(DeviceRegistry open) throws Exception;

  @BeforeEach
  final void openRegistry() throws Exception {
    registry = open(codec);
  }

  @AfterEach
  final void closeRegistry() throws Exception {
    close(registry);
  }

  private void reopen(DeviceCodec with) throws Exception {
    close(registry);
    registry = open(with);
  }

  @Test
  void isEmptyAtFirst() throws Exception {
    assertThat(registry.load()).isEmpty();
  }

  @Test
  void keepsTheWholeDevice() throws Exception {
    List<Device> devices =
        List.of(
            TestDevices.printer(1),
            TestDevices.departed(TestDevices.printer(2)),
            TestDevices.host(3));

    registry.save(devices);

    assertThat(registry.load()).containsExactlyInAnyOrderElementsOf(devices);
  }

  @Test
  void keepsDevicesOverARestart() throws Exception {
    registry.save(List.of(TestDevices.printer(1), TestDevices.host(2)));

    reopen(codec);

    assertThat(registry.load())
        .containsExactlyInAnyOrder(TestDevices.printer(1), TestDevices.host(2));
  }

  @Test
  void replacesADeviceUnderItsId() throws Exception {
    registry.save(List.of(TestDevices.printer(1), TestDevices.printer(2)));
    registry.save(List.of(TestDevices.departed(TestDevices.printer(1))));

    assertThat(registry.load())
        .containsExactlyInAnyOrder(
            TestDevices.departed(TestDevices.printer(1)), TestDevices.printer(2));
  }

  @Test
  void forgetsPermanently() throws Exception {
    registry.save(List.of(TestDevices.printer(1), TestDevices.printer(2), TestDevices.host(3)));
    registry.forget(List.of(TestDevices.printer(1).id(), TestDevices.host(3).id()));

    assertThat(registry.load()).containsExactly(TestDevices.printer(2));
    reopen(codec);
    assertThat(registry.load()).containsExactly(TestDevices.printer(2));
  }

  @Test
  void savesForgottenDevicesAgain() throws Exception {
    registry.save(List.of(TestDevices.host(1)));
    registry.forget(List.of(TestDevices.host(1).id()));
    registry.save(List.of(TestDevices.host(1)));

    assertThat(registry.load()).containsExactly(TestDevices.host(1));
  }

  @Test
  void acceptsUnknownIdsAndEmptyBatches() throws Exception {
    registry.save(List.of(TestDevices.host(1)));

    registry.forget(List.of(new DeviceId("host:192.0.2.250")));
    registry.forget(List.of());
    registry.save(List.of());

    assertThat(registry.load()).containsExactly(TestDevices.host(1));
  }

  @Test
  void treatsIdsAsCaseSensitive() throws Exception {
    Device upper = TestDevices.withId(TestDevices.printer(1), new DeviceId("bambu:ABC"));
    Device lower = TestDevices.withId(TestDevices.printer(1), new DeviceId("bambu:abc"));

    registry.save(List.of(upper, lower));
    registry.forget(List.of(lower.id()));

    assertThat(registry.load()).containsExactly(upper);
  }

  @Test
  void keepsLongIdsAndEscapes() throws Exception {
    Device longest = TestDevices.withId(TestDevices.host(1), new DeviceId("x:" + "A".repeat(398)));
    Device escaped = TestDevices.withId(TestDevices.host(2), DeviceId.of("x", "a*?[b]{c}\u00e9 %"));

    registry.save(List.of(longest, escaped));

    assertThat(registry.load()).containsExactlyInAnyOrder(longest, escaped);
  }

  @Test
  void keepsAThousandDevices() throws Exception {
    List<Device> devices = IntStream.range(0, 1000).mapToObj(TestDevices::printer).toList();

    registry.save(devices);
    reopen(codec);

    assertThat(registry.load()).containsExactlyInAnyOrderElementsOf(devices);
  }

  @Test
  void keepsNotesOfForgottenDevices() throws Exception {
    assertThat(registry.loadNotes()).isEmpty();
    registry.save(List.of(TestDevices.host(1)));
    registry.saveNotes(Map.of("device:host:192.0.2.1", "{\"a\": \"ü\"}", "correction:1", "{}"));
    registry.saveNotes(Map.of("correction:1", "{\"undone\": true}"));
    registry.forget(List.of(TestDevices.host(1).id()));

    reopen(codec);

    assertThat(registry.loadNotes())
        .isEqualTo(
            Map.of(
                "device:host:192.0.2.1", "{\"a\": \"ü\"}", "correction:1", "{\"undone\": true}"));
    assertThat(registry.load()).isEmpty();
  }

  @Test
  void loadReturnsACopy() throws Exception {
    registry.save(List.of(TestDevices.host(1)));
    Collection<Device> loaded = registry.load();
    Collection<Device> before = new ArrayList<>(loaded);

    registry.save(List.of(TestDevices.host(2)));
    registry.forget(List.of(TestDevices.host(1).id()));

    assertThat(loaded).containsExactlyElementsOf(before);
  }

  @Test
  void skipsAndKeepsUnreadableEntries() throws Exception {
    registry.save(List.of(TestDevices.host(1), TestDevices.host(2), TestDevices.host(3)));

    reopen(new FailingCodec(TestDevices.host(2).id()));
    assertThat(registry.load()).containsExactlyInAnyOrder(TestDevices.host(1), TestDevices.host(3));
    registry.save(List.of(TestDevices.host(1)));

    reopen(codec);
    assertThat(registry.load())
        .containsExactlyInAnyOrder(TestDevices.host(1), TestDevices.host(2), TestDevices.host(3));
  }

  /** Fails on one device, as if it had been written in a newer format. */
  private static final class FailingCodec extends FakeCodec {
    private final DeviceId id;

    FailingCodec(DeviceId id) {
      this.id = id;
    }

    @Override
    public Device decode(byte[] bytes) throws IOException {
      Device device = super.decode(bytes);
      if (device.id().equals(id)) {
        throw new IOException("of an unknown form");
      }
      return device;
    }
  }
}
