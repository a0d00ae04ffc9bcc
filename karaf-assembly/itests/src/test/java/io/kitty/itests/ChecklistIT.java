// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every feature is built as a KAR, too; the rest of the list is checked in each bundle. */
class ChecklistIT {

  @Test
  void everyFeatureHasAKar() throws IOException {
    Path features =
        Path.of(System.getProperty("kitty.root"), "features/src/main/feature/feature.xml");
    List<String> names =
        Pattern.compile("<feature name=\"(kitty-(?!base)[^\"]+)\"")
            .matcher(Files.readString(features))
            .results()
            .map((MatchResult feature) -> feature.group(1))
            .toList();

    assertThat(names)
        .contains("kitty-ping", "kitty-web")
        .allSatisfy(
            name -> assertThat(Path.of(System.getProperty("kitty.kars"), name + ".kar")).exists());
  }
}
