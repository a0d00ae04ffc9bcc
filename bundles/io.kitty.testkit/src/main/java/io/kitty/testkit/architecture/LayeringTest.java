// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * All dependencies point at the API: a bundle exports nothing, and imports no package of another
 * bundle but the API's. The build runs it in each bundle, on the bundle's manifest.
 */
public class LayeringTest {

  private static final Path OWN = Path.of("target");
  private static final Path API = Path.of("../io.kitty.api/target");

  /** The bundle exports nothing. */
  @Test
  public void exportsNothing() throws IOException {
    assertThat(packages(OWN, "Export-Package")).isEmpty();
  }

  /** Of this project, the bundle imports the API only. */
  @Test
  public void importsNoOtherBundle() throws IOException {
    assertThat(packages(OWN, "Import-Package"))
        .filteredOn(name -> name.startsWith("io.kitty."))
        .isSubsetOf(packages(API, "Export-Package"));
  }

  /** The API imports nothing but itself. */
  @Test
  public void theApiNeedsNothing() throws IOException {
    assertThat(packages(API, "Export-Package")).isNotEmpty();
    assertThat(packages(API, "Import-Package")).isSubsetOf(packages(API, "Export-Package"));
  }

  /**
   * Returns the package names of a header, without the attributes and directives, whose quoted
   * commas are no separators.
   */
  private static Set<String> packages(Path output, String header) throws IOException {
    try (InputStream in = Files.newInputStream(output.resolve("classes/META-INF/MANIFEST.MF"))) {
      String value = new Manifest(in).getMainAttributes().getValue(header);
      return value == null
          ? Set.of()
          : Arrays.stream(value.replaceAll("\"[^\"]*\"", "").split(","))
              .map(clause -> clause.split(";")[0].trim())
              .collect(Collectors.toSet());
    }
  }
}
