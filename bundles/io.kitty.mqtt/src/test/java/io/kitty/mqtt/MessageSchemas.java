// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Strict schemas of everything that is published. */
final class MessageSchemas {

  private static final Schema DISCOVERY = read("discovery.schema.json");
  private static final Schema OTHERS = read("messages.schema.json");

  private MessageSchemas() {}

  private static Schema read(String name) {
    try (InputStream in = Objects.requireNonNull(MessageSchemas.class.getResourceAsStream(name))) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns whether Home Assistant would take a description as it is meant. */
  static boolean isDescription(String payload) {
    return DISCOVERY.validate(payload, InputFormat.JSON).isEmpty();
  }

  /** Returns whether the payload is one of those outside the discovery prefix. */
  static boolean isMessage(String payload) {
    return OTHERS.validate(payload, InputFormat.JSON).isEmpty();
  }

  /** Fails unless a payload is one that its topic has. */
  static void verify(String topic, String payload) {
    if (topic.endsWith("/config")) {
      assertThat(topic).matches("homeassistant/(device/[\\w-]+|[a-z_]+/[\\w-]+/[\\w-]+)/config");
      assertThat(DISCOVERY.validate(payload, InputFormat.JSON)).as(payload).isEmpty();
      assertThat(payload).doesNotContain("object_id");
    } else if (topic.matches("kitty/(hubs/[\\w-]+/)?status")) {
      assertThat(payload).isIn("online", "offline");
    } else {
      assertThat(topic)
          .matches("kitty/(events|devices/[\\w-]+/state|hubs/[\\w-]+/(state|claims/[\\w-]+))");
      assertThat(OTHERS.validate(payload, InputFormat.JSON)).as(topic + " " + payload).isEmpty();
    }
  }
}
