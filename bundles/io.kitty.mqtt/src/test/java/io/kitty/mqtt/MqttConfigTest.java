// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.testkit.contract.ConfigContract;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MqttConfigTest extends ConfigContract {

  @Override
  protected String pid() {
    return "io.kitty.mqtt";
  }

  @ParameterizedTest
  @ValueSource(strings = {"discovery.prefix", "base.topic", "hub", "kinds", "tags"})
  void nothingReplacesAKeyThatSaysWhatIsPublishedWhere(String key) throws Exception {
    String metatype =
        Files.readString(Path.of("target/classes/OSGI-INF/metatype/io.kitty.mqtt.MqttConfig.xml"));

    assertThat(metatype).containsPattern("<AD id=\"" + key + "\"[^>]* kitty:standIn=\"NONE\"");
  }
}
