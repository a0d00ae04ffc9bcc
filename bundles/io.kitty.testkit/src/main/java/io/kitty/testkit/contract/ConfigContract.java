// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.testkit.contract.ComponentDescriptors.Key;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The contract of every shipped configuration file: its keys and defaults are those of the
 * annotation, and each key is documented.
 */
public abstract class ConfigContract {

  /** Returns the PID, for instance {@code io.kitty.ssdp}. */
  protected abstract String pid();

  /** Returns the file's name without {@code .cfg}; for a factory, that of the example. */
  protected String file() {
    return pid();
  }

  /** Returns the values in an example that differ from the defaults. */
  protected Map<String, String> examples() {
    return Map.of();
  }

  @Test
  void hasAllKeysAtTheirDefaults() throws IOException {
    Map<String, String> expected = new TreeMap<>();
    keys().forEach((name, key) -> expected.put(name, key.defaultValue()));
    expected.putAll(examples());

    assertThat(values()).isEqualTo(expected);
  }

  @Test
  void startsWithLicenceAndEnabled() throws IOException {
    List<String> lines = lines();

    assertThat(lines.get(0)).isEqualTo("# SPDX-License-Identifier: Apache-2.0");
    assertThat(lines.stream().filter(line -> line.contains("SPDX"))).hasSize(1);
    if (keys().containsKey("enabled")) {
      assertThat(lines.stream().filter(ConfigContract::setsKey).findFirst().orElse(""))
          .startsWith("enabled ");
    }
  }

  @Test
  void everyKeyHasAComment() throws IOException {
    List<String> lines = lines();

    for (int i = 0; i < lines.size(); i++) {
      if (setsKey(lines.get(i))) {
        assertThat(lines.get(i - 1)).as("above %s", lines.get(i)).matches("# .*[.]");
      }
    }
  }

  @Test
  void noKeyIsCommentedOut() throws IOException {
    for (String line : lines()) {
      for (String key : keys().keySet()) {
        assertThat(line.replaceAll("\\s", "")).doesNotStartWith("#" + key + "=");
      }
    }
  }

  @Test
  void isAscii() throws IOException {
    assertThat(StandardCharsets.US_ASCII.newEncoder().canEncode(String.join("\n", lines())))
        .isTrue();
  }

  @Test
  void everyKeyHasADescription() {
    keys().forEach((name, key) -> assertThat(key.description()).as(name).matches("(?s).+[.]"));
  }

  private static boolean setsKey(String line) {
    return !line.isBlank() && !line.startsWith("#");
  }

  private Map<String, Key> keys() {
    Map<String, Key> keys = ComponentDescriptors.here().keys(pid());
    assertThat(keys).as("keys of %s in target/classes/OSGI-INF/metatype", pid()).isNotEmpty();
    return keys;
  }

  private Map<String, String> values() throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(String.join("\n", lines())));
    Map<String, String> values = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> values.put(key, properties.getProperty(key)));
    return values;
  }

  private List<String> lines() throws IOException {
    return Files.readAllLines(Path.of("..", "..", "config", file() + ".cfg"));
  }
}
