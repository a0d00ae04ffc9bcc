// SPDX-License-Identifier: Apache-2.0
package io.kitty.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Fact;
import io.kitty.identifier.DeviceId;
import io.kitty.inventory.Revision;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RevisionTest {

  private static final String ID = "bambu:SN1";

  private final ModelHarness lan = new ModelHarness();

  @Test
  void countsChangesAndSightingsSeparately() {
    Revision before = revision();
    lan.bambu("SN1", "10.0.0.5", "01");
    Revision appeared = revision();
    lan.pass(Duration.ofSeconds(10));
    lan.bambu("SN1", "10.0.0.5", "01");
    Revision again = revision();
    annotate("Bertha");
    Revision named = revision();
    lan.pass(Duration.ofMinutes(10));
    Revision departed = revision();
    lan.forget(ID);

    assertThat(appeared.changes()).isGreaterThan(before.changes());
    assertThat(again.changes()).isEqualTo(appeared.changes());
    assertThat(again.sightings()).isGreaterThan(appeared.sightings());
    assertThat(named.changes()).isGreaterThan(again.changes());
    assertThat(departed.changes()).isGreaterThan(named.changes());
    assertThat(revision().changes()).isGreaterThan(departed.changes());
  }

  @Test
  void keepsTheTimeOfTheLastChange() {
    lan.bambu("SN1", "10.0.0.5", "01");
    Instant appeared = lan.now().wall();
    lan.pass(Duration.ofSeconds(10));
    lan.bambu("SN1", "10.0.0.5", "01");
    assertThat(changed()).isEqualTo(appeared);

    annotate("Bertha");
    assertThat(changed()).isEqualTo(appeared.plusSeconds(10));

    lan.pass(Duration.ofSeconds(10));
    lan.goodbye(ModelHarness.BAMBU, "SN1", "10.0.0.5");
    assertThat(changed()).isEqualTo(appeared.plusSeconds(20));

    lan.pass(Duration.ofSeconds(10));
    annotate("Berta");
    assertThat(changed()).isEqualTo(appeared.plusSeconds(30));

    lan.forget(ID);
    assertThat(lan.set.deviceTable().changed(new DeviceId(ID))).isEmpty();
  }

  private void annotate(String name) {
    assertThat(
            lan.set.userEdits().annotate(new DeviceId(ID), Map.of(Fact.USER_NAME, name), lan.now()))
        .isPresent();
  }

  private Revision revision() {
    return lan.set.deviceTable().revision();
  }

  private Instant changed() {
    return lan.set.deviceTable().changed(new DeviceId(ID)).orElseThrow();
  }
}
