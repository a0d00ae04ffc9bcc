// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.testkit.TestConfigs;
import io.kitty.testkit.TestDevices;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublisherSetupTest {

  @TempDir private Path folder;

  @Test
  void aKindOrTagThatIsRepeatedCountsOnce() {
    String[] kinds = {TestDevices.printer(1).kind(), TestDevices.printer(1).kind()};
    MqttConfig once = config(Map.of("kinds", new String[] {kinds[0]}));
    MqttConfig twice = config(Map.of("kinds", kinds, "tags", new String[] {}));
    MqttConfig tags = config(Map.of("tags", new String[] {"attic", "attic"}));

    assertThat(PublisherSetup.of(twice, folder).filter())
        .isEqualTo(PublisherSetup.of(once, folder).filter());
    assertThat(PublisherSetup.of(tags, folder).filter().tags()).containsExactly("attic");
  }

  private static MqttConfig config(Map<String, Object> values) {
    return TestConfigs.with(MqttConfig.class, values);
  }
}
