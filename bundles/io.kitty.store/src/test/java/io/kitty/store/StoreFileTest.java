// SPDX-License-Identifier: Apache-2.0
package io.kitty.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.device.Device;
import io.kitty.testkit.FakeCodec;
import io.kitty.testkit.TestDevices;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreFileTest {

  private static final List<Device> DEVICES =
      IntStream.range(0, 50).mapToObj(TestDevices::printer).toList();
  private static final MvRegistry.Outcome UNHEARD =
      new MvRegistry.Outcome() {
        @Override
        public void written() {}

        @Override
        public void failed(String reason, boolean damaged) {}
      };

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("kitty").resolve("devices.mv");
  }

  private MvRegistry open() throws IOException {
    return new MvRegistry(new StoreFile(file(), true).open(), new FakeCodec(), UNHEARD);
  }

  private Collection<Device> kept() throws IOException {
    try (MvRegistry registry = open()) {
      return registry.load();
    }
  }

  private void keep() throws IOException {
    try (MvRegistry registry = open()) {
      for (Device device : DEVICES) {
        registry.save(List.of(device));
      }
    }
  }

  private List<Path> movedAside() throws IOException {
    try (Stream<Path> files = Files.list(file().getParent())) {
      return files.filter(each -> each.toString().contains("devices.mv.damaged-")).toList();
    }
  }

  @Test
  void makesItsFolder() throws Exception {
    assertThat(kept()).isEmpty();
    assertThat(file()).isRegularFile();
  }

  @Test
  void anEmptyFileIsANewStore() throws Exception {
    Files.createDirectories(file().getParent());
    Files.createFile(file());

    assertThat(kept()).isEmpty();
    assertThat(movedAside()).isEmpty();
  }

  @Test
  void movesGarbageAside() throws Exception {
    Files.createDirectories(file().getParent());
    byte[] garbage = new byte[100_000];
    new Random(1).nextBytes(garbage);
    Files.write(file(), garbage);

    assertThat(kept()).isEmpty();
    assertThat(movedAside())
        .hasSize(1)
        .first()
        .satisfies(aside -> assertThat(aside).hasBinaryContent(garbage));
  }

  @Test
  void movesAFileWithABadHeaderAside() throws Exception {
    keep();
    byte[] bytes = Files.readAllBytes(file());
    Arrays.fill(bytes, 0, 8192, (byte) 0);
    Files.write(file(), bytes);

    assertThat(kept()).isEmpty();
    assertThat(movedAside()).hasSize(1);
  }

  @Test
  void movesAFileOfAnUnknownFormatAside() throws Exception {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), "H:2,block:2,blockSize:1000,format:9".repeat(300));

    assertThat(kept()).isEmpty();
    assertThat(movedAside()).hasSize(1);
  }

  @Test
  void aTruncatedFileHasEveryDeviceOrIsMovedAside() throws Exception {
    keep();
    byte[] whole = Files.readAllBytes(file());
    for (int length = whole.length - 1; length > 0; length -= 4999) {
      Files.write(file(), Arrays.copyOf(whole, length));
      int before = movedAside().size();

      Collection<Device> left = kept();

      if (movedAside().size() == before) {
        assertThat(left).containsExactlyInAnyOrderElementsOf(DEVICES);
      } else {
        assertThat(left).isEmpty();
      }
    }
    assertThat(movedAside()).isNotEmpty();
  }

  @Test
  void opensWhateverTheDamage() throws Exception {
    keep();
    byte[] whole = Files.readAllBytes(file());
    Random random = new Random(20250101);
    for (int round = 0; round < 50; round++) {
      byte[] damaged = whole.clone();
      for (int i = 1 << random.nextInt(8); i > 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      Files.write(file(), damaged);

      StoreFile file = new StoreFile(file(), true);
      if (!savesTo(file)) {
        assertThat(savesTo(file)).isTrue();
      }
    }
    assertThat(movedAside()).isNotEmpty();
  }

  /** Whether a device could be kept; if not, it is the file's fault. */
  private static boolean savesTo(StoreFile file) throws IOException {
    MvRegistry.Outcome outcome =
        new MvRegistry.Outcome() {
          @Override
          public void written() {}

          @Override
          public void failed(String reason, boolean damaged) {
            assertThat(damaged).as(reason).isTrue();
            file.suspect(reason);
          }
        };
    try (MvRegistry registry = new MvRegistry(file.open(), new FakeCodec(), outcome)) {
      registry.load();
      registry.save(List.of(TestDevices.host(200)));
      assertThat(registry.load()).contains(TestDevices.host(200));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void refusesAFolder() throws Exception {
    Files.createDirectories(file());

    assertThatThrownBy(this::kept)
        .isInstanceOf(IOException.class)
        .hasMessage("%s is a folder; set a file", file());
    assertThat(file()).isDirectory();
  }

  @Test
  void aFileThatIsNoStoreIsRefusedAndKept() throws Exception {
    Path foreign = Files.writeString(folder.resolve("hostname"), "workshop\n");

    assertRefused(foreign, "is no store of devices");
    assertThat(foreign).hasContent("workshop\n");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(foreign);
    }
  }

  @Test
  void garbageAtAConfiguredPathIsRefused() throws Exception {
    byte[] bytes = new byte[100_000];
    new Random(2).nextBytes(bytes);
    Path foreign = Files.write(folder.resolve("photo.raw"), bytes);

    assertRefused(foreign, "is no store of devices");
    assertThat(foreign).hasBinaryContent(bytes);
  }

  @Test
  void theStoreOfAnotherProgramIsRefusedAndKept() throws Exception {
    Path foreign = folder.resolve("accounts.mv.db");
    try (MVStore store = MVStore.open(foreign.toString())) {
      store.openMap("accounts").put("one", "1");
    }
    byte[] before = Files.readAllBytes(foreign);

    assertRefused(foreign, "holds other things than devices");
    assertThat(foreign).hasBinaryContent(before);
  }

  @Test
  void aStoreWithoutItsDevicesAtTheDefaultPathIsMovedAside() throws Exception {
    Files.createDirectories(file().getParent());
    try (MVStore store = MVStore.open(file().toString())) {
      store.openMap("devicez").put("one", "1");
    }

    assertThat(kept()).isEmpty();
    assertThat(movedAside()).hasSize(1);
  }

  @Test
  void irregularFilesAreRefused() {
    assertRefused(Path.of("/dev/null"), "is no store of devices");
  }

  @Test
  void aDamagedStoreAtAConfiguredPathIsMovedAside() throws Exception {
    keep();
    byte[] bytes = Files.readAllBytes(file());
    List<byte[]> all =
        List.of(zeroed(bytes, 0, 8192), zeroed(bytes, 8192, bytes.length), new byte[10_000]);
    for (byte[] damaged : all) {
      String name = "other" + all.indexOf(damaged) + ".mv";
      Path file = Files.write(folder.resolve(name), damaged);

      new StoreFile(file, false).open().close();

      assertThat(folder).isDirectoryContaining("glob:**/" + name + ".damaged-*");
    }
  }

  private static byte[] zeroed(byte[] bytes, int from, int to) {
    byte[] copy = bytes.clone();
    Arrays.fill(copy, from, to, (byte) 0);
    return copy;
  }

  private static void assertRefused(Path file, String why) {
    assertThatThrownBy(() -> new StoreFile(file, false).open())
        .isInstanceOf(IOException.class)
        .hasMessage(
            "etc/io.kitty.store.cfg: file = %s is not used: it %s, and is left as it is;"
                + " set a file of devices, or one that is yet to be made",
            file, why);
  }

  @Test
  void reportsThatItsFolderCannotBeCreated() throws Exception {
    Files.writeString(
        file().getParent(), "a file where the folder should be", StandardCharsets.UTF_8);

    assertThatThrownBy(this::kept)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("the folder %s cannot be made", file().getParent());
  }

  @Test
  void refusesAFileInUseByAnotherHub() throws Exception {
    keep();
    MVStore theirs = new StoreFile(file(), true).open();
    try {
      assertThatThrownBy(this::kept)
          .isInstanceOf(IOException.class)
          .hasMessage("%s is in use by another hub; stop it, or set another file", file());
      assertThat(movedAside()).isEmpty();
    } finally {
      theirs.close();
    }
    assertThat(kept()).containsExactlyInAnyOrderElementsOf(DEVICES);
  }
}
