// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.access;

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
  private final List<String> told = new ArrayList<>();

  @Test
  void aTokenIsMadeOnceAndKept() throws IOException {
    Path file = folder.resolve("kitty/web.token");

    AccessToken made = AccessToken.open(file, told::add);
    AccessToken again = AccessToken.open(file, told::add);

    assertThat(told).hasSize(1);
    assertThat(told.get(0)).hasSizeGreaterThan(40).isEqualTo(Files.readString(file).strip());
    assertThat(made.matches(told.get(0))).isTrue();
    assertThat(again.matches(told.get(0))).isTrue();
    assertThat(again.key()).isEqualTo(made.key());
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void noTwoTokensAreTheSame() {
    AccessToken.open(folder.resolve("one"), told::add);
    AccessToken.open(folder.resolve("other"), told::add);

    assertThat(told).doesNotHaveDuplicates().hasSize(2);
  }

  @Test
  void onlyItsOwnerMayReadIt() throws IOException {
    assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"), "needs POSIX files");
    Path file = folder.resolve("token");

    AccessToken.open(file, told::add);
    assertThat(rights(file)).isEqualTo("rw-------");

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    AccessToken.open(file, told::add);
    assertThat(rights(file)).isEqualTo("rw-------");
  }

  @Test
  void aTokenOfOnesOwnIsTaken() throws IOException {
    String own = "correct-horse-battery-staple-and-more";
    Path file = Files.writeString(folder.resolve("token"), own + "\n");

    AccessToken token = AccessToken.open(file, told::add);

    assertThat(told).isEmpty();
    assertThat(token.matches(own)).isTrue();
    assertThat(token.matches(own + "\n")).isFalse();
    assertThat(token.matches("")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "thirty-two characters, but spaces too"})
  void whatIsNoGoodTokenIsReplaced(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), text);

    AccessToken token = AccessToken.open(file, told::add);

    assertThat(told).hasSize(1);
    assertThat(token.matches(text)).isFalse();
  }

  @Test
  void aTokenThatCannotBeKeptIsToldToNobodyUntilItCan() throws IOException {
    Path noFolder = Files.writeString(folder.resolve("file"), "");

    AccessToken token = AccessToken.open(noFolder.resolve("token"), told::add);

    assertThat(told).isEmpty();
    assertThat(token.matches("")).isFalse();
    assertThat(token.keep()).isFalse();

    Files.delete(noFolder);
    assertThat(token.keep()).isTrue();
    assertThat(token.keep()).isTrue();
    assertThat(told).singleElement().matches(token::matches);
  }

  private static String rights(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
