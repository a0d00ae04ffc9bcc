// SPDX-License-Identifier: Apache-2.0
package io.kitty.store;

import static io.kitty.fuzz.Invariants.check;

import io.kitty.fuzz.AllTargets;
import io.kitty.fuzz.Damage;
import io.kitty.testkit.FakeCodec;
import io.kitty.testkit.TestDevices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.h2.mvstore.MVStore;

/** Damaged files of the store, as a crash or a bad medium leaves them: the hub starts with each. */
public final class StoreFileFuzz {

  private static final int DEVICES = 20;
  private static final MvRegistry.Outcome UNHEARD =
      new MvRegistry.Outcome() {
        @Override
        public void written() {}

        @Override
        public void failed(String reason, boolean damaged) {}
      };

  private static final Path FOLDER = folder();
  private static final Path FILE = FOLDER.resolve("devices.mv");
  private static final byte[] WHOLE = whole();

  private StoreFileFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    Files.write(FILE, Damage.of(WHOLE, input));
    MVStore store = new StoreFile(FILE, true).open();
    try {
      check(registry(store).load().size() <= DEVICES, "there are more devices than were saved");
    } finally {
      store.closeImmediately(); // without the wait for the medium
      clear();
    }
  }

  private static MvRegistry registry(MVStore store) {
    return new MvRegistry(store, new FakeCodec(), UNHEARD);
  }

  private static void clear() throws IOException {
    List<Path> left;
    try (Stream<Path> files = Files.list(FOLDER)) {
      left = files.toList();
    }
    for (Path each : left) {
      Files.delete(each);
    }
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory(AllTargets.folder(), "store");
    } catch (IOException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static byte[] whole() {
    try {
      try (MvRegistry registry = registry(new StoreFile(FILE, true).open())) {
        registry.save(IntStream.range(0, DEVICES).mapToObj(TestDevices::printer).toList());
        registry.save(IntStream.range(0, 2).mapToObj(TestDevices::printer).toList());
      }
      byte[] bytes = Files.readAllBytes(FILE);
      clear();
      return bytes;
    } catch (IOException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
