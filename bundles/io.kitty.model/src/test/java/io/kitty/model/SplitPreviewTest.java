// SPDX-License-Identifier: Apache-2.0
package io.kitty.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Device;
import io.kitty.identifier.DeviceId;
import io.kitty.identifier.Identifier;
import io.kitty.inventory.SplitOption;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SplitPreviewTest {

  private final ModelHarness lan = new ModelHarness();

  private List<SplitOption> options(String id) {
    return SplitPreview.of(lan.device(id), lan.set.userEdits().all(), lan.now());
  }

  private static List<String> choices(List<SplitOption> options) {
    return options.stream()
        .map(
            each ->
                each.identifier() != null
                    ? each.identifier().id().value()
                    : Objects.requireNonNull(each.evidence()).source().id())
        .toList();
  }

  @Test
  void nothingSplitsASinglePiece() {
    lan.bambu("SN1", "10.0.0.5", "01");

    assertThat(options("bambu:SN1")).isEmpty();
  }

  @Test
  void offersWhatHasAnEffectAndTellsTheOutcome() {
    lan.ping("10.0.0.5", "");
    lan.ssdp("u1", "10.0.0.5", "");
    List<SplitOption> options = options("uuid:u1");

    assertThat(choices(options)).containsExactly("ssdp", "ping");
    assertThat(options.get(1).outcome())
        .extracting(each -> each.id().value())
        .containsExactly("uuid:u1", "host:10.0.0.5");
    assertThat(lan.devices()).hasSize(1);
    assertThat(lan.set.userEdits().overrides()).isEmpty();
  }

  @Test
  void anIdentifierThatAloneLinksIsOffered() {
    lan.mdns("octopi", "10.0.0.5", "");
    lan.seen(
        ModelHarness.MDNS,
        "second",
        "10.0.0.6",
        "",
        s -> s.identifier(Identifier.hostName("octopi")));

    assertThat(choices(options("hostname:octopi"))).contains("hostname:octopi");
  }

  @Test
  void theOutcomeIsWhatASplitReturns() {
    lan.ping("10.0.0.5", "01");
    lan.ssdp("u1", "10.0.0.5", "01");
    lan.mdns("kiln", "10.0.0.5", "01");
    for (SplitOption option : options("uuid:u1")) {
      UserEdits edits = lan.set.userEdits();
      Identifier identifier = option.identifier();
      List<Device> parts =
          identifier != null
              ? edits.split(new DeviceId("uuid:u1"), identifier, lan.now())
              : edits.split(
                  new DeviceId("uuid:u1"),
                  Objects.requireNonNull(option.evidence()).source().id(),
                  option.evidence().sighting().key(),
                  lan.now());

      assertThat(parts).extracting(Device::id).isEqualTo(ids(option));
      edits.undo(edits.overrides().get(0).id(), lan.now());
      assertThat(lan.devices()).hasSize(1);
    }
  }

  private static List<DeviceId> ids(SplitOption option) {
    return option.outcome().stream().map(Device::id).toList();
  }
}
