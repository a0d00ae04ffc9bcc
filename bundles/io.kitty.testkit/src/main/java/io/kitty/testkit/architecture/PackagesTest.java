// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps packages small enough to be read at a glance. The build runs it in each bundle. */
public class PackagesTest {

  /** The largest number of files of a package, its description included. */
  private static final int MAX_FILES = 12;

  private static final Path OWN = Path.of("src/main/java");
  private static final Path API = Path.of("../io.kitty.api").resolve(OWN);

  /** No package of the bundle, or of the API, has too many files. */
  @Test
  public void noPackageHasTooManyFiles() throws IOException {
    for (Path sources : new Path[] {OWN, API}) {
      assertThat(sizes(sources)).isNotEmpty().allSatisfy((folder, files) -> small(folder, files));
    }
  }

  private static void small(Path folder, long files) {
    assertThat(files).as("files in %s", folder).isLessThanOrEqualTo(MAX_FILES);
  }

  private static Map<Path, Long> sizes(Path sources) throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));
    }
  }
}
