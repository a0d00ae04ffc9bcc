// SPDX-License-Identifier: Apache-2.0
package io.kitty.octoprint;

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
      Map.of("felix.fileinstall.filename", "file:/opt/kitty/etc/io.kitty.octoprint-ender.cfg");
  private static final PollTarget TARGET =
      new PollTarget(
          "printer", new Endpoint(TestLinks.address("192.0.2.7"), "eth0"), 5000, "", Set.of());

  private final OctoPrintKeys registry = new OctoPrintKeys();

  private ConfiguredKey configured(Map<String, Object> values) {
    return new ConfiguredKey(TestConfigs.with(ConfiguredKey.Config.class, values), FILE, registry);
  }

  @Test
  void comesAndGoesWithItsFile() {
    ConfiguredKey key = configured(Map.of("host", "192.0.2.7", "api_key", "abc"));
    assertThat(registry.keys().of(TARGET).orElseThrow().credential().reveal()).isEqualTo("abc");

    key.stop();
    assertThat(registry.keys().of(TARGET)).isEmpty();
  }

  @Test
  void readsTheKeyFromAFile(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("key"), "def\n");
    configured(Map.of("host", "192.0.2.7", "port", 5000, "api_key_file", file.toString()));

    assertThat(registry.keys().of(TARGET).orElseThrow().credential().reveal()).isEqualTo("def");
  }

  @Test
  void isForOnePortOnly() {
    configured(Map.of("host", "192.0.2.7", "port", 5001, "api_key", "abc"));

    assertThat(registry.keys().of(TARGET)).isEmpty();
  }

  @Test
  void saysWhatIsMissing() {
    configured(Map.of("host", "192.0.2.7"));
    configured(Map.of("api_key", "abc"));
    configured(Map.of("enabled", false));

    assertThat(registry.keys().problems())
        .isEqualTo(
            "etc/io.kitty.octoprint-ender.cfg: api.key or api.key.file is missing;"
                + " etc/io.kitty.octoprint-ender.cfg: host or serial is missing: it says which"
                + " machine it is");
  }
}
