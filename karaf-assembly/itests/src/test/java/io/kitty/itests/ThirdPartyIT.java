// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The archive names the software of others that it contains, under licences that are allowed. */
class ThirdPartyIT {

  private static final Path ASSEMBLY = Path.of(System.getProperty("kitty.assembly"));
  private static final Path SYSTEM = ASSEMBLY.resolve("system");

  /** Those that a project under the Apache License 2.0 may ship unchanged. */
  private static final Set<String> ALLOWED =
      Set.of(
          "Apache-2.0",
          "MIT",
          "BSD-2-Clause",
          "BSD-3-Clause",
          "EPL-2.0",
          "MPL-2.0",
          "CDDL-1.1",
          "Public-Domain");

  /** A row of the list, with the names in its first column as patterns. */
  private record Row(List<Pattern> names, List<String> licences) {

    private static Row of(String line) {
      String[] cells = line.split("\\|");
      return new Row(
          Pattern.compile("`([^`]+)`")
              .matcher(cells[1])
              .results()
              .map(name -> Pattern.quote(name.group(1)).replace("*", "\\E.*\\Q"))
              .map(Pattern::compile)
              .toList(),
          List.of(cells[3].strip().split(" / ")));
    }

    boolean has(String name) {
      return names.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }
  }

  @Test
  void allSoftwareOfOthersIsListed() throws IOException {
    Set<String> contents = contents();
    List<Row> rows = rows();

    assertThat(contents)
        .contains("com.fasterxml.jackson.core:jackson-core", "org.eclipse.jetty.server")
        .allMatch(name -> rows.stream().anyMatch(row -> row.has(name)));
    assertThat(rows.stream().flatMap(row -> row.names().stream()))
        .as("names without anything that they stand for")
        .allMatch(name -> contents.stream().anyMatch(name.asMatchPredicate()));
  }

  @Test
  void eachHasALicenceThatIsAllowed() throws IOException {
    assertThat(rows())
        .isNotEmpty()
        .allMatch(row -> row.licences().stream().anyMatch(ALLOWED::contains));
  }

  @Test
  void theListAgreesWithTheJars() throws IOException {
    List<Row> rows = rows();
    for (Path jar : jars(SYSTEM)) {
      String stated = licence(jar);
      if (!stated.isEmpty()) {
        assertThat(rows.stream().filter(row -> row.has(coordinates(jar))))
            .as(jar + " states the licence " + stated)
            .allMatch(row -> row.licences().contains(stated));
      }
    }
  }

  @Test
  void theLicenceIsThere() {
    assertThat(ASSEMBLY.resolve("LICENSE")).content().contains("Apache License");
  }

  private static List<Row> rows() throws IOException {
    try (Stream<String> lines = Files.lines(ASSEMBLY.resolve("THIRD-PARTY.md"))) {
      return lines.filter(line -> line.startsWith("| `")).map(Row::of).toList();
    }
  }

  /** Returns the bundles and libraries of others, and the packages of those within our bundles. */
  private static Set<String> contents() throws IOException {
    Set<String> names = new TreeSet<>();
    for (Path jar : jars(SYSTEM)) {
      String coordinates = coordinates(jar);
      if (coordinates.startsWith("io.kitty:")) {
        names.addAll(nested(jar));
      } else {
        names.add(coordinates);
      }
    }
    for (Path jar : jars(ASSEMBLY.resolve("lib"))) {
      names.add("lib/" + jar.getFileName());
    }
    return names;
  }

  private static List<Path> jars(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).toList();
    }
  }

  /** Returns the group and the artifact of a jar in the layout of a Maven repository. */
  private static String coordinates(Path jar) {
    Path artifact = SYSTEM.relativize(jar).getParent().getParent();
    return artifact.getParent().toString().replace('/', '.') + ":" + artifact.getFileName();
  }

  /** Returns the packages of others within a bundle of ours. */
  private static Set<String> nested(Path bundle) throws IOException {
    try (JarFile jar = new JarFile(bundle.toFile())) {
      Set<String> packages = new TreeSet<>();
      jar.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.endsWith(".class") && !name.startsWith("io/kitty/"))
          .map(name -> name.substring(0, Math.max(0, name.lastIndexOf('/'))).replace('/', '.'))
          .forEach(packages::add);
      return packages;
    }
  }

  /** Returns the licence that a bundle's manifest states; empty if it cannot be told. */
  private static String licence(Path bundle) throws IOException {
    try (JarFile jar = new JarFile(bundle.toFile())) {
      Attributes manifest = jar.getManifest().getMainAttributes();
      String stated = String.valueOf(manifest.getValue("Bundle-License"));
      if (Stream.of("Apache-2.0", "LICENSE-2.0").anyMatch(stated::contains)) {
        return "Apache-2.0";
      }
      return Arrays.stream(stated.split("[/;,]")).filter(ALLOWED::contains).findFirst().orElse("");
    }
  }
}
