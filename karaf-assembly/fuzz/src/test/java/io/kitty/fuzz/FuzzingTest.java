// SPDX-License-Identifier: Apache-2.0
package io.kitty.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;

/** The short profile: all targets together, always with the same random numbers. */
class FuzzingTest {

  private static final Path FOLDER = Path.of("target", "fuzz-short");
  private static final int SECONDS = 45;
  private static final int SEED = 20250101;

  @Test
  @EnabledOnOs(
      architectures = {"amd64", "x86_64"},
      disabledReason = "Jazzer has no library for other processors")
  void noInputMakesATargetFail() throws IOException {
    delete(FOLDER);
    Path seeds = Files.createDirectories(FOLDER.resolve("seeds"));
    AllTargets.writeCorpus(CorporaTest.CORPORA, seeds);

    FuzzRun run = new FuzzRun(AllTargets.class.getName(), seeds, FOLDER);

    assertThat(run.fuzz(SECONDS, SEED)).isPositive();
  }

  /** Deletes what an earlier run found, so that each begins with the same. */
  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
