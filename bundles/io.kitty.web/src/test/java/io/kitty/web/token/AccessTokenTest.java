// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokenTest {

  @TempDir Path folder;
  private final List<String> reported = new ArrayList<>();

  @Test
  void aTokenIsCreatedOnceAndKept() throws IOException {
    Path file = folder.resolve("kitty/web.token");

    AccessToken made = AccessToken.open(file, reported::add);
    AccessToken again = AccessToken.open(file, reported::add);

    assertThat(reported).hasSize(1);
    assertThat(reported.get(0)).hasSizeGreaterThan(40).isEqualTo(Files.readString(file).strip());
    assertThat(made.matches(reported.get(0))).isTrue();
    assertThat(again.matches(reported.get(0))).isTrue();
    assertThat(again.digest("x")).isEqualTo(made.digest("x")).hasSize(64);
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void tokensAreUnique() {
    AccessToken.open(folder.resolve("one"), reported::add);
    AccessToken.open(folder.resolve("other"), reported::add);

    assertThat(reported).doesNotHaveDuplicates().hasSize(2);
  }

  @Test
  void onlyItsOwnerMayReadIt() throws IOException {
    assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "needs POSIX files");
    Path file = folder.resolve("token");

    AccessToken.open(file, reported::add);
    assertThat(rights(file)).isEqualTo("rw-------");

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    AccessToken.open(file, reported::add);
    assertThat(rights(file)).isEqualTo("rw-------");
  }

  @Test
  void anExistingTokenIsUsed() throws IOException {
    String own = "correct-horse-battery-staple-and-more";
    Path file = Files.writeString(folder.resolve("token"), own + "\n");

    AccessToken token = AccessToken.open(file, reported::add);

    assertThat(reported).isEmpty();
    assertThat(token.matches(own)).isTrue();
    assertThat(token.matches(own + "\n")).isFalse();
    assertThat(token.matches("")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "thirty-two characters, but spaces too"})
  void invalidTokensAreReplaced(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), text);

    AccessToken token = AccessToken.open(file, reported::add);

    assertThat(reported).hasSize(1);
    assertThat(token.matches(text)).isFalse();
  }

  @Test
  void aTokenIsReportedOnlyOnceItIsSaved() throws IOException {
    Path noFolder = Files.writeString(folder.resolve("file"), "");

    AccessToken token = AccessToken.open(noFolder.resolve("token"), reported::add);

    assertThat(reported).isEmpty();
    assertThat(token.matches("")).isFalse();
    assertThat(token.persist()).isFalse();

    Files.delete(noFolder);
    assertThat(token.persist()).isTrue();
    assertThat(token.persist()).isTrue();
    assertThat(reported).singleElement().matches(token::matches);
  }

  private static String rights(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
