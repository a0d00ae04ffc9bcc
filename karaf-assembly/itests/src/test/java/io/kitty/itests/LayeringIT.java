// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All dependencies of the shipped bundles point at the API. */
class LayeringIT {
  private static final Path BUNDLES =
      Path.of(System.getProperty("kitty.assembly"), "system/io/kitty");

  @Test
  void theApiNeedsNothingButItself() throws IOException {
    Attributes api = manifest(HubProcess.bundle("io.kitty.api"));

    assertThat(packages(api, "Export-Package")).isNotEmpty();
    assertThat(packages(api, "Import-Package")).isSubsetOf(packages(api, "Export-Package"));
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void anImplementationExportsNothing(Path jar) throws IOException {
    assertThat(packages(manifest(jar), "Export-Package")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void noImplementationImportsAnother(Path jar) throws IOException {
    Set<String> api = packages(manifest(HubProcess.bundle("io.kitty.api")), "Export-Package");

    assertThat(packages(manifest(jar), "Import-Package"))
        .filteredOn(name -> name.startsWith("io.kitty."))
        .isSubsetOf(api);
  }

  static Stream<Path> implementations() throws IOException {
    try (Stream<Path> folders = Files.list(BUNDLES)) {
      return folders
          .map(folder -> folder.getFileName().toString())
          .filter(name -> name.startsWith("io.kitty.") && !name.equals("io.kitty.api"))
          .map(HubProcess::bundle)
          .toList()
          .stream();
    }
  }

  private static Attributes manifest(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.getManifest().getMainAttributes();
    }
  }

  /**
   * The package names of a header, without the attributes and directives, whose quoted commas are
   * no separators.
   */
  private static Set<String> packages(Attributes manifest, String header) {
    String value = manifest.getValue(header);
    return value == null
        ? Set.of()
        : Arrays.stream(value.replaceAll("\"[^\"]*\"", "").split(","))
            .map(clause -> clause.split(";")[0].trim())
            .collect(Collectors.toSet());
  }
}
