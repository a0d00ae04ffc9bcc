// SPDX-License-Identifier: Apache-2.0
package io.kitty.model.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.identifier.DeviceId;
import io.kitty.identifier.Identifier;
import io.kitty.inventory.MergeSuggestion;
import io.kitty.inventory.MergeSuggestion.Reason;
import io.kitty.model.ModelHarness;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MergeSuggestionsTest {

  private final ModelHarness lan = new ModelHarness();

  private List<MergeSuggestion> suggestions(String id) {
    return MergeSuggestions.of(lan.device(id), lan.devices(), lan.set.userEdits().overrides());
  }

  private MergeSuggestion only(String id) {
    return suggestions(id).stream().reduce((a, b) -> null).orElseThrow();
  }

  private void named(String udn, String address, String mac, String name) {
    lan.seen(
        ModelHarness.SSDP,
        udn,
        address,
        mac,
        s -> s.identifier(Identifier.uuid(udn)).fact(Fact.NAME, name));
  }

  @Test
  void oneSerialNumberOfTwoProtocolsIsLikely() {
    lan.bambu("SN1", "10.0.0.5", "");
    lan.seen(
        ModelHarness.MDNS,
        "k",
        "10.0.0.6",
        "",
        s -> s.identifier(Identifier.serial("other", "sn1")));

    MergeSuggestion suggestion = only("bambu:SN1");
    assertThat(suggestion.reasons()).containsExactly(Reason.SERIAL);
    assertThat(suggestion.likely()).isTrue();
    assertThat(only("other:sn1").other().id()).isEqualTo(new DeviceId("bambu:SN1"));
  }

  @Test
  void differentSerialNumbersOfOneProtocolNeverAre() {
    lan.seen(
        ModelHarness.BAMBU,
        "a",
        "10.0.0.5",
        "",
        s -> s.identifier(Identifier.serial("bambu", "SN1")).fact(Fact.NAME, "Printer"));
    lan.seen(
        ModelHarness.BAMBU,
        "b",
        "10.0.0.6",
        "",
        s -> s.identifier(Identifier.serial("bambu", "SN2")).fact(Fact.NAME, "Printer"));

    assertThat(suggestions("bambu:SN1")).isEmpty();
  }

  @Test
  void aRecordThatAppearedAsAnotherDepartedIsLikelyIfItsNameAgrees() {
    named("u1", "10.0.0.5", "", "Kiln");
    lan.pass(ModelHarness.LIFETIME.plusSeconds(1));
    named("u2", "10.0.0.5", "", "kiln");

    MergeSuggestion suggestion = only("uuid:u2");
    assertThat(suggestion.reasons()).containsExactly(Reason.HANDOVER, Reason.NAME, Reason.ADDRESS);
    assertThat(suggestion.likely()).isTrue();

    lan.pass(Duration.ofHours(1));
    named("u3", "10.0.0.9", "", "Other");
    assertThat(suggestions("uuid:u3")).isEmpty();
  }

  @Test
  void neighbouringMacAddressesOfOneNameAreLikely() {
    lan.seen(
        ModelHarness.MDNS,
        "a",
        "10.0.0.5",
        "",
        s -> s.identifier(Identifier.mac("00:11:32:00:00:0f")).fact(Fact.NAME, "Kiln"));
    lan.seen(
        ModelHarness.MDNS,
        "b",
        "10.0.0.6",
        "",
        s -> s.identifier(Identifier.mac("00:11:32:00:00:10")).fact(Fact.NAME, "Kiln"));

    MergeSuggestion suggestion = only("mac:00:11:32:00:00:0f");
    assertThat(suggestion.reasons())
        .containsExactly(Reason.NEXT_MAC, Reason.NAME, Reason.MAC_MAKER);
    assertThat(suggestion.likely()).isTrue();
  }

  @Test
  void twinsFromAFactoryAreOnlyAGuess() {
    for (String mac : List.of("05", "66")) {
      lan.seen(
          ModelHarness.MDNS,
          mac,
          "10.0.0." + Integer.parseInt(mac),
          mac,
          s ->
              s.identifier(Identifier.uuid("u" + mac))
                  .fact(Fact.HOSTNAME, "octopi")
                  .fact(Fact.NAME, "OctoPrint")
                  .fact(Fact.VENDOR, "Raspberry")
                  .fact(Fact.MODEL, "4"));
    }

    assertThat(only("uuid:u05").likely()).isFalse();
  }

  @Test
  void ignoredRecordsAreLeftOut() {
    named("u1", "10.0.0.5", "", "Kiln");
    named("u2", "10.0.0.6", "", "Kiln");
    assertThat(suggestions("uuid:u1")).hasSize(1);

    lan.set
        .userEdits()
        .annotate(new DeviceId("uuid:u2"), Map.of(Fact.USER_IGNORED, "true"), lan.now());
    assertThat(suggestions("uuid:u1")).isEmpty();
    assertThat(suggestions("uuid:u2")).isEmpty();
  }

  @Test
  void whatWasSplitByHandIsLeftOut() {
    for (String address : List.of("10.0.0.5", "10.0.0.6")) {
      lan.seen(
          ModelHarness.MDNS,
          address,
          address,
          "",
          s -> s.identifier(Identifier.hostName("kiln")).fact(Fact.NAME, "Old kiln"));
    }
    Device kiln = lan.device("hostname:kiln");
    Identifier name = Identifier.hostName("kiln").orElseThrow();
    assertThat(lan.set.userEdits().split(kiln.id(), name, lan.now())).hasSize(2);

    for (Device part : lan.devices()) {
      assertThat(suggestions(part.id().value())).isEmpty();
    }
  }

  @Test
  void evidenceThatWasSplitOffIsLeftOut() {
    lan.ping("10.0.0.5", "");
    named("u1", "10.0.0.5", "", "Kiln");
    named("u2", "10.0.0.6", "", "Kiln");
    lan.set.userEdits().split(new DeviceId("uuid:u1"), "ssdp", "u1", lan.now());

    assertThat(suggestions("uuid:u2")).isEmpty();
  }

  @Test
  void theBestOfManyComeFirst() {
    lan.bambu("SN1", "10.0.1.5", "");
    lan.seen(
        ModelHarness.MDNS,
        "k",
        "10.0.1.6",
        "",
        s -> s.identifier(Identifier.serial("other", "SN1")).fact(Fact.NAME, "Kiln"));
    IntStream.range(0, 40).forEach(i -> named("u" + i, "10.0.0." + i, "", "Kiln"));

    List<MergeSuggestion> all = suggestions("other:SN1");
    assertThat(all).hasSize(MergeSuggestions.MAX);
    assertThat(all.get(0).other().id()).isEqualTo(new DeviceId("bambu:SN1"));
    assertThat(all).extracting(MergeSuggestion::score).isSortedAccordingTo((a, b) -> b - a);
  }
}
