// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.hub.AccessTokens.Issued;
import io.kitty.hub.AccessTokens.Scope;
import io.kitty.hub.AccessTokens.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedTokensTest {

  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);

  @TempDir Path folder;
  private Instant now = NOW;
  private NamedTokens tokens;

  @BeforeEach
  void open() {
    tokens = again();
  }

  @Test
  void aTokenIsFoundByItsSecretAlsoAfterARestart() throws IOException {
    Issued issued = tokens.create("grafana", Scope.READ, null);
    tokens.create("script", Scope.FULL, NOW.plusSeconds(60));

    for (NamedTokens each : new NamedTokens[] {tokens, again()}) {
      StoredToken found = each.find(issued.secret()).orElseThrow();
      assertThat(found.token()).isEqualTo(new Token("grafana", Scope.READ, NOW, null));
      assertThat(each.right(found)).isEqualTo(AccessRight.READ);
      assertThat(each.byId(found.id())).hasValue(found);
      assertThat(each.find(issued.secret() + "x")).isEmpty();
      assertThat(each.list()).extracting(Token::name).containsExactly("grafana", "script");
    }
  }

  @Test
  void theFileHoldsNoSecret() throws IOException {
    String secret = tokens.create("grafana", Scope.READ, null).secret();

    assertThat(secret).hasSizeGreaterThan(40);
    assertThat(file()).exists().content().contains("grafana").doesNotContain(secret);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void onlyTheOwnerMayReadTheFile() throws IOException {
    tokens.create("grafana", Scope.READ, null);
    assertThat(rights()).isEqualTo("rw-------");
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(again().list()).hasSize(1);
    assertThat(rights()).isEqualTo("rw-------");
  }

  @Test
  void aTokenExpiresAndItsNameIsFree() throws IOException {
    Issued issued = tokens.create("guest", Scope.FULL, NOW.plusSeconds(10));
    StoredToken held = tokens.find(issued.secret()).orElseThrow();
    assertThat(tokens.right(held)).isEqualTo(AccessRight.CHANGE);

    now = NOW.plusSeconds(10);

    assertThat(tokens.right(held)).isEqualTo(AccessRight.NONE);
    assertThat(tokens.list()).hasSize(1);
    Issued next = tokens.create("guest", Scope.READ, null);
    assertThat(tokens.find(issued.secret())).isEmpty();
    assertThat(tokens.find(next.secret())).isPresent();
  }

  @Test
  void aRevokedTokenIsUnknownAlsoAfterARestart() throws IOException {
    Issued issued = tokens.create("guest", Scope.FULL, null);

    assertThat(tokens.revoke("guest")).isTrue();

    assertThat(tokens.revoke("guest")).isFalse();
    assertThat(tokens.find(issued.secret())).isEmpty();
    assertThat(again().find(issued.secret())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "-a", "a/b", "\u00e9", "a\n", "..%2f"})
  void namesThatDoNotFitIntoAPathAreRefused(String name) {
    assertThatThrownBy(() -> tokens.create(name, Scope.READ, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("letters");
  }

  @Test
  void invalidRequestsAreRefused() throws IOException {
    assertThatThrownBy(() -> tokens.create("late", Scope.READ, NOW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("passed");
    tokens.create("guest", Scope.READ, null);
    assertThatThrownBy(() -> tokens.create("guest", Scope.FULL, null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("guest already");
    for (int i = 1; i < NamedTokens.MAX_TOKENS; i++) {
      tokens.create("t" + i, Scope.READ, null);
    }
    assertThatThrownBy(() -> tokens.create("more", Scope.FULL, null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("100 tokens already");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "{}x",
        "{}",
        "[]x",
        "",
        "[{\"name\":\"a\",\"scope\":\"full\",\"sha256\":\"\"}]"
      })
  void aDamagedFileIsKeptAndNoTokenAccepted(String text) throws IOException {
    Files.writeString(file(), text);

    NamedTokens damaged = again();

    assertThat(damaged.list()).isEmpty();
    assertThatThrownBy(() -> damaged.create("a", Scope.READ, null))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot be read");
    assertThat(damaged.list()).isEmpty();
    assertThat(file()).hasContent(text);
  }

  private NamedTokens again() {
    return new NamedTokens(file(), folder.resolve("web.token"), () -> now);
  }

  private Path file() {
    return folder.resolve("web-tokens.json");
  }

  private String rights() throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file()));
  }
}
