// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.karaf.shell.support.CommandException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

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
}
