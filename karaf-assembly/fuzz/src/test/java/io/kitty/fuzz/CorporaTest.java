// SPDX-License-Identifier: Apache-2.0
package io.kitty.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gives the committed inputs to the targets, without Jazzer. */
class CorporaTest {

  static final Path CORPORA = Path.of("corpora");

  static List<String> targets() throws IOException {
    return TargetClasses.names();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void targetsAcceptTheirCorpora(String target) throws Exception {
    Method method = TargetClasses.method(target);
    for (Path file : list(CORPORA.resolve(TargetClasses.simpleName(target)))) {
      byte[] input = Files.readAllBytes(file);
      try {
        method.invoke(null, (Object) input);
      } catch (InvocationTargetException e) {
        throw new AssertionError(
            file + " makes it fail: " + HexFormat.of().formatHex(input), e.getCause());
      }
    }
  }

  @Test
  void everyTargetHasACorpus() throws IOException {
    assertThat(list(CORPORA).stream().map(folder -> folder.getFileName().toString()))
        .containsExactlyInAnyOrderElementsOf(
            targets().stream().map(TargetClasses::simpleName).toList());
    for (Path folder : list(CORPORA)) {
      assertThat(list(folder)).as("inputs in %s", folder).isNotEmpty();
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
