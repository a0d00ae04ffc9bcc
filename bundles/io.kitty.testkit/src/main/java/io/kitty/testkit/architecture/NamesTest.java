// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit.architecture;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Rejects class names that do not describe the class, or that mean something else in networking or
 * OSGi: those in {@code denied-names.txt}. The build runs it in each bundle, on the classes of the
 * bundle and of its tests; the testkit's own run checks the API as well, which the testkit depends
 * on.
 */
public class NamesTest {

  private static final String LIST = "denied-names.txt";
  private static final Path OUTPUT = Path.of("target");
  private static final Path API = Path.of("../io.kitty.api/target");

  /** No class of the bundle has a denied name. */
  @Test
  public void everyClassSaysWhatItIs() throws IOException {
    Set<String> denied = denied();
    assertThat(denied).hasSizeGreaterThan(100);

    assertThat(classes(OUTPUT).filter(denied::contains))
        .as(
            "class names that src/main/resources/io/kitty/testkit/architecture/%s of the testkit denies",
            LIST)
        .isEmpty();
    assertThat(classes(OUTPUT)).isNotEmpty();
    if (Files.exists(OUTPUT.resolve("classes/io/kitty/testkit"))) {
      assertThat(classes(API).filter(denied::contains)).isEmpty();
      assertThat(classes(API)).isNotEmpty();
    }
  }

  private static Set<String> denied() throws IOException {
    try (BufferedReader list =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(NamesTest.class.getResourceAsStream(LIST)),
                StandardCharsets.UTF_8))) {
      return list.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).collect(toSet());
    }
  }

  /** Returns the simple names of all top-level classes below a module's output folder. */
  private static Stream<String> classes(Path output) throws IOException {
    Stream.Builder<String> names = Stream.builder();
    for (String folder : List.of("classes", "test-classes")) {
      Path root = output.resolve(folder);
      if (Files.isDirectory(root)) {
        try (Stream<Path> files = Files.walk(root)) {
          files
              .filter(file -> file.toString().contains("/io/kitty/"))
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".class") && name.indexOf('$') < 0)
              .map(name -> name.substring(0, name.length() - ".class".length()))
              .forEach(names::add);
        }
      }
    }
    return names.build();
  }
}
