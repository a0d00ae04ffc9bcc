// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {

  @TempDir private Path folder;

  private String file(String content) throws IOException {
    return Files.writeString(folder.resolve("secret"), content).toString();
  }

  @Test
  void isTheValueThatIsGiven() {
    assertThat(Secret.of("api.key", " abc ", "").reveal()).isEqualTo("abc");
    assertThat(Secret.of("api.key", "abc", "")).isEqualTo(Secret.of("api.key", "abc", ""));
    assertThat(Secret.of("api.key", "", "").isEmpty()).isTrue();
  }

  @Test
  void mayBeNeeded() {
    assertThat(Secret.needed("api.key", "abc", "").reveal()).isEqualTo("abc");
    assertThatThrownBy(() -> Secret.needed("api.key", "", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("api.key or api.key.file is missing");
  }

  @Test
  void aFileComesBeforeTheValue() throws IOException {
    assertThat(Secret.of("api.key", "abc", file("def\r\n")).reveal()).isEqualTo("def");
  }

  @Test
  void isNeverShown() {
    assertThat(Secret.of("api.key", "abc", "")).hasToString("a secret");
    assertThat(Secret.NONE).hasToString("no secret");
  }

  @Test
  void aFileThatCannotBeReadIsNamed() {
    String missing = folder.resolve("missing").toString();

    assertThatThrownBy(() -> Secret.of("api.key", "abc", missing))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("api.key.file = " + missing + " cannot be read: there is no such file");
    assertThatThrownBy(() -> Secret.of("api.key", "abc", folder.toString()))
        .hasMessage("api.key.file = " + folder + " cannot be read: it is a folder");
    assertThatThrownBy(() -> Secret.of("api.key", "", file(" \n")))
        .hasMessageEndingWith("is not used: the file is empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"caf\u00e9", "two\r\nlines", "tab\ttab"})
  void whatIsMalformedIsNotQuoted(String value) throws IOException {
    String file = file(value);

    assertThatThrownBy(() -> Secret.of("api.key", value, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("api.key is not used: allowed are up to 1024 printable ASCII characters");
    assertThatThrownBy(() -> Secret.of("api.key", "", file))
        .hasMessageStartingWith("api.key.file = " + file + " is not used")
        .hasMessageNotContaining(value);
  }

  @Test
  void isBounded() throws IOException {
    String file = file("x".repeat(1025));

    assertThat(Secret.of("api.key", "x".repeat(1024), "").reveal()).hasSize(1024);
    assertThatThrownBy(() -> Secret.of("api.key", "", file)).hasMessageContaining("up to 1024");
  }
}
