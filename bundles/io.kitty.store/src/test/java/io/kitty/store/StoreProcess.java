// SPDX-License-Identifier: Apache-2.0
package io.kitty.store;

import io.kitty.device.Device;
import io.kitty.identifier.DeviceId;
import io.kitty.testkit.FakeCodec;
import io.kitty.testkit.TestDevices;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Saves and forgets without end, and says so in a line for each batch that was kept. */
final class StoreProcess {

  private static final int DEVICES = 60;
  private static final MvRegistry.Outcome UNHEARD =
      new MvRegistry.Outcome() {
        @Override
        public void written() {}

        @Override
        public void failed(String reason, boolean damaged) {}
      };

  /** One batch: what is saved, or what is forgotten. */
  record Batch(List<Device> saved, List<DeviceId> forgotten) {

    void applyTo(Map<DeviceId, Device> state) {
      saved.forEach(device -> state.put(device.id(), device));
      forgotten.forEach(state::remove);
    }
  }

  private final Random random;

  StoreProcess(long seed) {
    random = new Random(seed);
  }

  /** The next batch; the same seed gives the same ones. */
  Batch next() {
    List<Device> some =
        IntStream.range(0, 1 + random.nextInt(10))
            .mapToObj(i -> TestDevices.printer(random.nextInt(DEVICES)))
            .map(device -> random.nextBoolean() ? TestDevices.departed(device) : device)
            .toList();
    return random.nextInt(4) == 0
        ? new Batch(List.of(), some.stream().map(Device::id).toList())
        : new Batch(some, List.of());
  }

  static MvRegistry open(Path file) throws IOException {
    return new MvRegistry(new StoreFile(file, true).open(), new FakeCodec(), UNHEARD);
  }

  static Map<DeviceId, Device> byId(Collection<Device> devices) {
    Map<DeviceId, Device> state = new LinkedHashMap<>();
    devices.forEach(device -> state.put(device.id(), device));
    return state;
  }

  /** Writes to the file that is the first argument; the second is the seed. */
  public static void main(String[] args) throws Exception {
    StoreProcess writer = new StoreProcess(Long.parseLong(args[1]));
    try (MvRegistry registry = open(Path.of(args[0]))) {
      for (int number = 1; ; number++) {
        Batch batch = writer.next();
        registry.save(batch.saved());
        registry.forget(batch.forgotten());
        System.out.println(number);
      }
    } catch (IOException e) {
      System.out.println("refused: " + e.getMessage());
    }
  }
}
