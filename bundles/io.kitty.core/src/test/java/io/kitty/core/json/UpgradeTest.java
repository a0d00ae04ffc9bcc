// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.identifier.DeviceId;
import io.kitty.model.ModelHarness;
import io.kitty.model.annotation.UserEdit;
import io.kitty.model.annotation.UserEdit.AnnotationEdit;
import io.kitty.testkit.TestLinks;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Restores the store of version 0.1, which made one record of all devices behind a repeater, and of
 * two that swapped addresses. The file was written by that version.
 */
class UpgradeTest {

  private static final Instant SAVED = Instant.parse("2025-01-01T00:03:00Z");

  private final ModelHarness lan = new ModelHarness();

  @BeforeEach
  void restore() throws IOException {
    List<Device> kept = new ArrayList<>();
    JsonCodec codec = new JsonCodec();
    ObjectMapper mapper = new ObjectMapper();
    try (InputStream file = getClass().getResourceAsStream("/upgrade/devices-0.1.json")) {
      for (JsonNode device : mapper.readTree(file)) {
        kept.add(codec.decode(mapper.writeValueAsBytes(device)));
      }
    }
    lan.clock.set(SAVED.plus(Duration.ofMinutes(1)));
    lan.set
        .userEdits()
        .restore(
            List.of(
                annotation("bambu:01P00A430000204", "The garage"),
                annotation("mac:0a:00:00:00:00:11", "Anna")),
            lan.now());
    lan.set.restore(kept, lan.now());
  }

  private static UserEdit annotation(String id, String name) {
    return new AnnotationEdit(new DeviceId(id), Map.of(Fact.USER_NAME, name), SAVED);
  }

  @Test
  void wronglyMergedRecordsSplitWithinTwoSweeps() {
    for (int sweep = 0; sweep < 2; sweep++) {
      lan.mdns("re305", "192.0.2.140", "0a");
      lan.mdns("bedroom-lamp", "192.0.2.201", "0a");
      lan.mdns("kitchen-lamp", "192.0.2.202", "0a");
      lan.bambu("01P00A430000204", "192.0.2.204", "0a");
      for (int host : new int[] {140, 201, 202, 204}) {
        lan.ping("192.0.2." + host, "0a");
      }
      lan.mdns("anna", "192.0.2.11", "11");
      lan.mdns("bert", "192.0.2.12", "12");
      lan.ping("192.0.2.11", "11");
      lan.ping("192.0.2.12", "12");
      lan.pass(Duration.ofSeconds(60));
    }

    assertThat(lan.ids())
        .containsExactly(
            "bambu:01P00A430000204",
            "hostname:bedroom-lamp",
            "hostname:kitchen-lamp",
            "hostname:re305",
            "mac:0a:00:00:00:00:11",
            "mac:0a:00:00:00:00:12");
    assertThat(lan.device("bambu:01P00A430000204").addresses())
        .containsExactly(TestLinks.address("192.0.2.204"));
    assertThat(lan.device("hostname:anna").addresses())
        .containsExactly(TestLinks.address("192.0.2.11"));
  }

  @Test
  void annotationsStayWithTheirRecord() {
    wronglyMergedRecordsSplitWithinTwoSweeps();

    assertThat(lan.device("bambu:01P00A430000204").name()).isEqualTo("The garage");
    assertThat(lan.device("hostname:anna").name()).isEqualTo("Anna");
    assertThat(lan.device("hostname:bert").name()).isNotEqualTo("Anna");
    assertThat(lan.device("hostname:re305").name()).isNotEqualTo("The garage");
  }
}
