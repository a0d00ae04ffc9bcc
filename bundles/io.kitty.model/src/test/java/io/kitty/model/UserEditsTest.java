// SPDX-License-Identifier: Apache-2.0
package io.kitty.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.event.DeviceEvent.Changed;
import io.kitty.event.DeviceEvent.Departed;
import io.kitty.identifier.DeviceId;
import io.kitty.identifier.Identifier;
import io.kitty.inventory.IdentityOverride;
import io.kitty.model.annotation.UserEdit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserEditsTest {

  private static final String MAC = "01";
  private static final String OTHER = "02";
  private static final String ID = "mac:0a:00:00:00:00:01";
  private static final String OTHER_ID = "mac:0a:00:00:00:00:02";

  private final ModelHarness lan = new ModelHarness();
  private final UserEdits edits = lan.set.userEdits();

  private Device device(String id) {
    return lan.device(id);
  }

  private void annotate(String id, Fact fact, String value) {
    assertThat(edits.annotate(new DeviceId(id), Map.of(fact, value), lan.now())).isPresent();
  }

  private long devices() {
    return lan.set.deviceTable().devices().size();
  }

  @Test
  void anAnnotatedNameTakesPrecedence() {
    lan.bambu("SN1", "10.0.0.5", MAC);
    annotate("bambu:SN1", Fact.USER_NAME, "Bertha");
    annotate("bambu:SN1", Fact.USER_ROOM, "Cellar");

    assertThat(device("bambu:SN1").name()).isEqualTo("Bertha");
    assertThat(lan.events.get(1)).isInstanceOf(Changed.class);
    lan.seen(
        ModelHarness.BAMBU,
        "SN1",
        "10.0.0.5",
        MAC,
        s -> s.identifier(Identifier.serial("bambu", "SN1")).fact(Fact.NAME, "Printer"));
    assertThat(device("bambu:SN1").name()).isEqualTo("Bertha");

    annotate("bambu:SN1", Fact.USER_NAME, "");
    assertThat(device("bambu:SN1").facts()).containsEntry(Fact.USER_ROOM, "Cellar");
    assertThat(device("bambu:SN1").name()).isEqualTo("Printer");
  }

  @Test
  void protocolsCannotSetAnnotations() {
    lan.seen(ModelHarness.BAMBU, "SN1", "10.0.0.5", MAC, s -> s.fact(Fact.USER_NAME, "Mallory"));

    assertThat(device(ID).name()).isEmpty();
  }

  @Test
  void annotationsFollowTheDevice() {
    lan.ping("10.0.0.5", MAC);
    annotate(ID, Fact.USER_NAME, "Bertha");
    lan.pass(Duration.ofMinutes(1));
    lan.ping("10.0.0.9", MAC);
    lan.bambu("SN1", "10.0.0.9", MAC);

    assertThat(device("bambu:SN1").name()).isEqualTo("Bertha");
    assertThat(device("bambu:SN1").addresses()).hasSize(2);
  }

  @Test
  void addressAnnotationsEndWithTheFirstIdentifier() {
    lan.ping("10.0.0.5", "");
    annotate("host:10.0.0.5", Fact.USER_NAME, "Bertha");
    lan.ping("10.0.0.5", MAC);
    assertThat(device(ID).name()).isEqualTo("Bertha");

    lan.pass(Duration.ofMinutes(1));
    lan.ping("10.0.0.9", MAC);
    lan.clock.advance(ModelHarness.LIFETIME.plus(Duration.ofMinutes(10)));
    lan.set.expire(lan.now());
    lan.ping("10.0.0.5", OTHER);

    assertThat(device(OTHER_ID).name()).isEmpty();
    assertThat(device(ID).name()).isEqualTo("Bertha");
  }

  @Test
  void mergedRecordsCombineAnnotations() {
    lan.ping("10.0.0.5", MAC);
    lan.ssdp("u1", "10.0.0.5", "");
    lan.ssdp("u1", "10.0.0.6", "");
    annotate("uuid:u1", Fact.USER_NAME, "Bertha");
    annotate(ID, Fact.USER_ROOM, "Cellar");
    lan.ssdp("u1", "10.0.0.5", MAC);

    assertThat(device("uuid:u1").facts())
        .containsEntry(Fact.USER_NAME, "Bertha")
        .containsEntry(Fact.USER_ROOM, "Cellar");
  }

  @Test
  void mergesUnrelatedDevicesManually() {
    lan.bambu("SN1", "10.0.0.5", MAC);
    lan.bambu("SN2", "10.0.0.6", OTHER);
    Device joined =
        edits.merge(new DeviceId("bambu:SN2"), new DeviceId("bambu:SN1"), lan.now()).orElseThrow();

    assertThat(devices()).isEqualTo(1);
    assertThat(joined.id()).isEqualTo(new DeviceId("bambu:SN1"));
    assertThat(joined.ambiguous()).isFalse();
    assertThat(joined.identifiers()).noneMatch(Identifier.Manual.class::isInstance);
    Departed gone = (Departed) lan.events.get(lan.events.size() - 1);
    assertThat(gone.reason()).isEqualTo(DepartureReason.MERGED);

    IdentityOverride override = edits.overrides().get(0);
    assertThat(override.subjects()).containsExactly("bambu:SN2", "bambu:SN1");
    assertThat(edits.undo(override.id(), lan.now())).isTrue();
    assertThat(edits.undo(override.id(), lan.now())).isFalse();
    assertThat(devices()).isEqualTo(2);
    assertThat(edits.overrides()).isEmpty();
  }

  @Test
  void mergesAnonymousDevicesManually() {
    lan.ping("10.0.0.5", "");
    lan.ping("10.0.0.6", "");
    edits.merge(new DeviceId("host:10.0.0.5"), new DeviceId("host:10.0.0.6"), lan.now());

    assertThat(devices()).isEqualTo(1);
    assertThat(edits.merge(new DeviceId("host:10.0.0.5"), new DeviceId("host:1"), lan.now()))
        .isEmpty();
  }

  @Test
  void splitsByHostName() {
    lan.mdns("raspberrypi", "10.0.0.5", MAC);
    lan.mdns("raspberrypi", "10.0.0.6", "");
    lan.seen(ModelHarness.SSDP, "k", "10.0.0.6", "", s -> s);
    lan.seen(
        ModelHarness.MDNS,
        "other",
        "10.0.0.6",
        "",
        s -> s.identifier(Identifier.hostName("raspberrypi")));
    assertThat(devices()).isEqualTo(1);
    Identifier name = Identifier.hostName("raspberrypi").orElseThrow();
    assertThat(edits.split(new DeviceId(ID), name, lan.now()))
        .hasSize(2)
        .first()
        .isEqualTo(device(ID));

    assertThat(devices()).isEqualTo(2);
    assertThat(edits.split(new DeviceId(ID), name, lan.now())).isEmpty();
    edits.undo(edits.overrides().get(0).id(), lan.now());
    assertThat(devices()).isEqualTo(1);
  }

  @Test
  void splitsBySighting() {
    lan.ping("10.0.0.5", "");
    lan.ssdp("u1", "10.0.0.5", "");
    assertThat(devices()).isEqualTo(1);
    assertThat(edits.split(new DeviceId("uuid:u1"), "ping", "10.0.0.5", lan.now()))
        .extracting(each -> each.id().value())
        .containsExactly("uuid:u1", "host:10.0.0.5");
    assertThat(devices()).isEqualTo(2);
    lan.ping("10.0.0.5", "");
    assertThat(devices()).isEqualTo(2);
    assertThat(edits.split(new DeviceId("uuid:u1"), "ssdp", "u1", lan.now())).isEmpty();

    edits.undo(edits.overrides().get(0).id(), lan.now());
    assertThat(devices()).isEqualTo(1);
  }

  @Test
  void editsSurviveARestartInAnyOrder() {
    lan.bambu("SN1", "10.0.0.5", MAC);
    lan.bambu("SN2", "10.0.0.6", OTHER);
    edits.merge(new DeviceId("bambu:SN1"), new DeviceId("bambu:SN2"), lan.now());
    annotate("bambu:SN1", Fact.USER_NAME, "Bertha");
    List<UserEdit> kept = List.copyOf(lan.edits);

    ModelHarness later = new ModelHarness();
    later.bambu("SN1", "10.0.0.7", MAC);
    later.bambu("SN2", "10.0.0.6", OTHER);
    later.set.userEdits().restore(kept, later.now());

    assertThat(later.set.deviceTable().devices())
        .extracting(Device::name)
        .containsExactly("Bertha");
    assertThat(later.set.userEdits().all()).containsExactlyInAnyOrderElementsOf(edits.all());
  }

  @Test
  void theLatestEditIsInForce() {
    lan.bambu("SN1", "10.0.0.5", MAC);
    annotate("bambu:SN1", Fact.USER_NAME, "Old");
    List<UserEdit> old = List.copyOf(lan.edits);
    lan.clock.advance(Duration.ofSeconds(1));
    annotate("bambu:SN1", Fact.USER_NAME, "New");
    edits.restore(old, lan.now());

    assertThat(device("bambu:SN1").name()).isEqualTo("New");
  }

  @Test
  void editsOfOneRegistryAreSavedToTheOthers() {
    UserEdit edit =
        new UserEdit.AnnotationEdit(
            new DeviceId("bambu:SN1"), Map.of(Fact.USER_NAME, "New"), lan.clock.instant());
    edits.restore(List.of(edit), lan.now());
    edits.restore(List.of(edit), lan.now());

    assertThat(lan.edits).containsExactly(edit);
  }
}
