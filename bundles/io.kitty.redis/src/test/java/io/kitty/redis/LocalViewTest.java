// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Device;
import io.kitty.device.Evidence;
import io.kitty.device.Fact;
import io.kitty.testkit.FakeContext.Relay;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a hub writes is what it sees itself, whatever others say. */
class LocalViewTest {

  private final Device printer = Sightings.printer(1, "IDLE");
  private final Device pinged = Sightings.pinged(1);

  private static Device told(Device device) {
    Evidence evidence = device.evidence().get(0);
    return Sightings.withPeers(device, new Relay(evidence.source(), evidence.sighting()));
  }

  @Test
  void aDeviceThatOnlyThisHubSeesIsWrittenAsItIs() {
    assertThat(LocalView.of(printer)).containsSame(printer);
  }

  @Test
  void aDeviceThatOnlyOthersSeeIsNotWritten() {
    assertThat(LocalView.of(told(printer))).isEmpty();
  }

  @Test
  void whatOthersSayOfItStaysTheirs() {
    Device both = Sightings.together(pinged, told(printer));
    Device own = LocalView.of(both).orElseThrow();

    assertThat(both.name()).isEqualTo("Printer 1");
    assertThat(own.source()).isEqualTo("ping");
    assertThat(own.kind()).isEqualTo("host");
    assertThat(own.facts()).isEqualTo(Map.of(Fact.KIND, "host"));
    assertThat(own.identifiers()).isEmpty();
    assertThat(own.evidence()).isEqualTo(pinged.evidence());
    assertThat(own.id()).as("the id is that of the whole").isEqualTo(both.id());
  }

  @Test
  void aChangeElsewhereIsNoNewsHere() {
    Device first = Sightings.together(pinged, told(printer));
    Device second = Sightings.together(pinged, told(Sightings.printer(1, "RUNNING")));

    assertThat(second.status()).isNotEqualTo(first.status());
    assertThat(WrittenState.substanceOf(LocalView.of(second).orElseThrow()))
        .isEqualTo(WrittenState.substanceOf(LocalView.of(first).orElseThrow()));
  }

  @Test
  void whatTheHubsOwnRulesSayIsKept() {
    Map<Fact, String> facts = new java.util.EnumMap<>(printer.facts());
    facts.put(Fact.URL, "http://192.0.2.3/");
    Device both = Sightings.together(pinged, told(printer)).withFacts(facts);

    assertThat(LocalView.of(both).orElseThrow().facts())
        .isEqualTo(Map.of(Fact.KIND, "host", Fact.URL, "http://192.0.2.3/"));
  }

  @Test
  void oneThatThisHubSeesNoMoreHasDepartedForIt() {
    Device both = Sightings.together(Sightings.gone(pinged), told(printer));

    assertThat(both.present()).isTrue();
    assertThat(LocalView.of(both).orElseThrow().present()).isFalse();
  }
}
