// SPDX-License-Identifier: Apache-2.0
package io.kitty.prusalink;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.commons.poll.PollTarget;
import io.kitty.device.Endpoint;
import io.kitty.testkit.TestConfigs;
import io.kitty.testkit.TestLinks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfiguredKeyTest {

  private static final Map<String, Object> FILE =
      Map.of("felix.fileinstall.filename", "file:/opt/kitty/etc/io.kitty.prusalink-mk4.cfg");
  private static final PollTarget TARGET =
      new PollTarget(
          "printer", new Endpoint(TestLinks.address("192.0.2.7"), "eth0"), 80, "", Set.of());

  private final PrusaLinkKeys registry = new PrusaLinkKeys();

  private ConfiguredKey configured(Map<String, Object> values) {
    return new ConfiguredKey(TestConfigs.with(ConfiguredKey.Config.class, values), FILE, registry);
  }

  private PrusaLinkCredential credential() {
    return registry.keys().of(TARGET).orElseThrow().credential();
  }

  @Test
  void isAPasswordOfTheUserMaker() {
    ConfiguredKey key = configured(Map.of("host", "192.0.2.7", "password", "abc"));
    assertThat(credential().user()).isEqualTo("maker");
    assertThat(credential().password().reveal()).isEqualTo("abc");
    assertThat(credential().toString()).doesNotContain("abc");

    key.stop();
    assertThat(registry.keys().of(TARGET)).isEmpty();
  }

  @Test
  void readsPasswordAndKeyFromFiles(@TempDir Path folder) throws Exception {
    String file = Files.writeString(folder.resolve("one"), "def\n").toString();
    String other = Files.writeString(folder.resolve("two"), "ghi\n").toString();
    configured(Map.of("host", "192.0.2.7", "password_file", file, "api_key_file", other));

    assertThat(credential().password().reveal()).isEqualTo("def");
    assertThat(credential().apiKey().reveal()).isEqualTo("ghi");
  }

  @Test
  void saysWhatIsMissing() {
    configured(Map.of("host", "192.0.2.7"));

    assertThat(registry.keys().problems())
        .isEqualTo(
            "etc/io.kitty.prusalink-mk4.cfg: password, password.file, api.key or api.key.file is"
                + " missing");
  }
}
