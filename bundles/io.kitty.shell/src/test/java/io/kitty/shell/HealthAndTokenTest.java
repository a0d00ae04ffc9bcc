// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kitty.hub.AccessTokens;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.karaf.shell.support.CommandException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class HealthAndTokenTest {

  @RegisterExtension final Console console = new Console();

  @Test
  void healthIsPrintedAsTextAndJson() throws Exception {
    assertThat(console.run("kitty:health")).startsWith("ok, version");
    JsonNode json = new ObjectMapper().readTree(console.run("kitty:health --json"));
    assertThat(json.path("status").asText()).isEqualTo("ok");
  }

  @Test
  void withoutTheWebModuleThereAreNoTokens() {
    assertThatThrownBy(() -> console.run("kitty:token"))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("web");
  }

  @Test
  void theOwnersTokenIsPrintedOnlyWhenAskedFor(@TempDir Path folder) throws Exception {
    String secret = "0123456789abcdef0123456789abcdef";
    Path file = folder.resolve("web.token");
    console.register(new NoNamedTokens(file));

    assertThat(console.run("kitty:token")).contains(file.toString(), "kitty:token --owner");
    assertThatThrownBy(() -> console.run("kitty:token --owner"))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining(file.toString());

    Files.writeString(file, secret + "\n");
    assertThat(console.run("kitty:token")).doesNotContain(secret);
    assertThat(console.run("kitty:token --owner")).isEqualToIgnoringNewLines(secret);
    JsonNode json = new ObjectMapper().readTree(console.run("kitty:token --owner --json"));
    assertThat(json.path("token").asText()).isEqualTo(secret);
    assertThat(json.path("file").asText()).isEqualTo(file.toString());
  }

  private record NoNamedTokens(Path ownersFile) implements AccessTokens {

    @Override
    public Issued create(String name, Scope scope, Instant expires) {
      throw new IllegalStateException();
    }

    @Override
    public List<Token> list() {
      return List.of();
    }

    @Override
    public boolean revoke(String name) {
      return false;
    }
  }
}
