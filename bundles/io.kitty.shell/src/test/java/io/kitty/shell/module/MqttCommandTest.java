// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.broker.BrokerPublisher;
import io.kitty.shell.Console;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MqttCommandTest {

  @RegisterExtension final Console console = new Console();

  private final AtomicInteger purges = new AtomicInteger();

  private void publisher(boolean publishing) {
    console.listeners.installed.service(
        "mqtt",
        (BrokerPublisher)
            () -> {
              purges.incrementAndGet();
              return publishing;
            });
  }

  @Test
  void purgesOnce() throws Exception {
    publisher(true);

    assertThat(console.run("kitty:mqtt purge")).startsWith("Nothing of this hub is left");
    assertThat(purges).hasValue(1);
    assertThat(console.run("kitty:mqtt --json purge").strip()).isEqualTo("{\"purged\":true}");
    assertThat(console.listeners.installed.held()).isEmpty();
  }

  @Test
  void saysThatNothingIsPublished() throws Exception {
    publisher(false);

    assertThat(console.run("kitty:mqtt purge")).contains("disabled or cannot be used");
    assertThat(console.run("kitty:mqtt --json purge").strip()).isEqualTo("{\"purged\":false}");
  }

  @Test
  void anyOtherActionPurgesNothing() {
    publisher(true);

    assertThatThrownBy(() -> console.run("kitty:mqtt all"))
        .hasMessageContaining("kitty:mqtt purge");
    assertThat(purges).hasValue(0);
  }

  @Test
  void saysHowToInstallIt() {
    assertThatThrownBy(() -> console.run("kitty:mqtt purge"))
        .hasMessageContaining("feature:install kitty-mqtt");
  }

  @Test
  void completesTheAction() {
    assertThat(console.complete("kitty:mqtt p")).containsExactly("purge");
  }
}
