// SPDX-License-Identifier: Apache-2.0
package io.kitty.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Device;
import io.kitty.identifier.DeviceId;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Has another process write, under conditions that this one should not have. */
class StoreProcessTest {

  private static final int ROUNDS = 6;
  private static final int MAX_BATCHES = 600;

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("devices.mv");
  }

  private Process writer(long seed, String... prefix) throws IOException {
    List<String> command = new ArrayList<>(List.of(prefix));
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            StoreProcess.class.getName(),
            file().toString(),
            Long.toString(seed)));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** The state after some batches. */
  private static Map<DeviceId, Device> after(Map<DeviceId, Device> before, long seed, int batches) {
    Map<DeviceId, Device> state = new LinkedHashMap<>(before);
    StoreProcess writer = new StoreProcess(seed);
    for (int i = 0; i < batches; i++) {
      writer.next().applyTo(state);
    }
    return state;
  }

  @Test
  void everyAcknowledgedBatchIsThereAfterAKill() throws Exception {
    Random random = new Random(20250101);
    Map<DeviceId, Device> before = Map.of();
    for (int seed = 0; seed < ROUNDS; seed++) {
      int acknowledged = killAfter(seed, 1 + random.nextInt(MAX_BATCHES));

      try (MvRegistry registry = StoreProcess.open(file())) {
        Map<DeviceId, Device> kept = StoreProcess.byId(registry.load());
        assertThat(kept)
            .as("round %d, %d batches acknowledged", seed, acknowledged)
            .isIn(after(before, seed, acknowledged), after(before, seed, acknowledged + 1));
        before = kept;
      }
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file());
    }
  }

  private int killAfter(long seed, int batches, String... prefix) throws Exception {
    Process process = writer(seed, prefix);
    int acknowledged = 0;
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        acknowledged = Integer.parseInt(line);
        if (acknowledged == batches) {
          process.toHandle().destroyForcibly();
        }
      }
    }
    process.waitFor();
    assertThat(acknowledged).isGreaterThanOrEqualTo(batches);
    return acknowledged;
  }

  @Test
  void aFullDiskIsAnErrorWithoutDamage() throws Exception {
    // A limit on the size of a file stands in for the full disk; 64 KiB in the shell's blocks.
    List<String> lines = linesOf(writer(1, "/bin/sh", "-c", "ulimit -f 128; exec \"$@\"", "sh"));
    int acknowledged = lines.size() - 1;

    assertThat(lines.get(acknowledged))
        .startsWith("refused: " + file())
        .contains("cannot be written");
    try (MvRegistry registry = StoreProcess.open(file())) {
      assertThat(StoreProcess.byId(registry.load()))
          .isIn(after(Map.of(), 1, acknowledged), after(Map.of(), 1, acknowledged + 1));
    }
  }

  @Test
  void aFileWithoutPermissionIsKept() throws Exception {
    killAfter(1, 20);
    for (Set<PosixFilePermission> few :
        List.of(Set.<PosixFilePermission>of(), Set.of(PosixFilePermission.OWNER_READ))) {
      Files.setPosixFilePermissions(file(), few);

      assertThat(linesOf(writer(2, unprivileged())))
          .containsExactly(
              "refused: %s may not be read and written by the user %s"
                  .formatted(file(), System.getProperty("user.name")));
    }

    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));
    try (MvRegistry registry = StoreProcess.open(file());
        Stream<Path> files = Files.list(folder)) {
      assertThat(registry.load()).isNotEmpty();
      assertThat(files).containsExactly(file());
    }
  }

  private static List<String> linesOf(Process process) throws Exception {
    try (BufferedReader lines = process.inputReader()) {
      List<String> all = lines.lines().toList();
      process.waitFor();
      return all;
    }
  }

  /** Takes from root the right to use every file, which others do not have. */
  private static String[] unprivileged() {
    return System.getProperty("user.name").equals("root")
        ? new String[] {"setpriv", "--bounding-set=-dac_override,-dac_read_search"}
        : new String[0];
  }
}
