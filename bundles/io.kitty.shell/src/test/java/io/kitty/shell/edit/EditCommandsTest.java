// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.inventory.IdentityOverride;
import io.kitty.inventory.IdentityOverride.Kind;
import io.kitty.inventory.SplitOption;
import io.kitty.shell.Console;
import io.kitty.testkit.TestDevices;
import io.kitty.testkit.hub.FakeDeviceEditor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.karaf.shell.support.CommandException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The commands for annotations and overrides. */
class EditCommandsTest {

  @RegisterExtension final Console console = new Console();

  private final Device printer = TestDevices.printer(0);
  private final Device other = TestDevices.printer(1);

  @BeforeEach
  void add() {
    console.hub.add(printer);
    console.hub.add(other);
  }

  private Map<Fact, String> facts() {
    return console.hub.device(printer.id()).orElseThrow().facts();
  }

  private static IdentityOverride override(int number, Kind kind, String... subjects) {
    return new IdentityOverride("c" + number, kind, List.of(subjects), FakeDeviceEditor.MADE);
  }

  @Test
  void namesADeviceFoundByItsAddress() throws Exception {
    assertThat(console.run("kitty:name 192.0.2.2 'Big Bertha'"))
        .isEqualToIgnoringNewLines(printer.id() + ": user name Big Bertha");
    assertThat(facts()).containsEntry(Fact.USER_NAME, "Big Bertha");
    console.run("kitty:name 192.0.2.2");
    assertThat(facts()).doesNotContainKey(Fact.USER_NAME);
  }

  @Test
  void findsADeviceByItsNameWhateverItsCase() throws Exception {
    console.run("kitty:note '" + printer.name().toUpperCase() + "' 'nozzle 0.6'");
    assertThat(facts()).containsEntry(Fact.USER_NOTE, "nozzle 0.6");
  }

  @Test
  void setsRoomTagsAndIgnored() throws Exception {
    console.run("kitty:room " + printer.id() + " Cellar");
    console.run("kitty:tags " + printer.id() + " 3d spare");
    console.run("kitty:ignore " + printer.id());

    assertThat(facts())
        .containsEntry(Fact.USER_ROOM, "Cellar")
        .containsEntry(Fact.USER_TAGS, "3d,spare")
        .containsEntry(Fact.USER_IGNORED, "true");
    console.run("kitty:ignore --undo " + printer.id());
    assertThat(facts()).doesNotContainKey(Fact.USER_IGNORED);
  }

  @Test
  void setsWhetherItSleeps() throws Exception {
    console.run("kitty:sleeps " + printer.id());
    assertThat(facts()).containsEntry(Fact.USER_SLEEPS, "true");

    console.run("kitty:sleeps --undo " + printer.id());
    assertThat(facts()).doesNotContainKey(Fact.USER_SLEEPS);
  }

  @Test
  void refusesATagWithAComma() {
    assertThatThrownBy(() -> console.run("kitty:tags " + printer.id() + " 'a,b'"))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("a,b");
  }

  @Test
  void listsTheDevicesThatShareAName() {
    console.hub.add(TestDevices.withId(printer, new io.kitty.identifier.DeviceId("uuid:twin")));
    assertThatThrownBy(() -> console.run("kitty:name '" + printer.name() + "' Bertha"))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("uuid:twin");
  }

  @Test
  void mergesSplitsAndUndoes() throws Exception {
    console.run("kitty:merge " + printer.id() + " " + other.id());
    assertThat(console.editor.overrides())
        .containsExactly(override(0, Kind.MERGE, printer.id().value(), other.id().value()));
    assertThatThrownBy(() -> console.run("kitty:merge " + printer.id() + " " + printer.id()))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("one already");

    assertThat(console.run("kitty:split " + printer.id())).contains("nothing to split");
    console.editor.splits(
        new SplitOption(printer.identifiers().iterator().next(), null, List.of(printer, other)),
        new SplitOption(null, printer.evidence().get(0), List.of(printer, other)));
    assertThat(console.run("kitty:split " + printer.id()))
        .contains("uuid:")
        .contains("ssdp:uuid:0");
    console.editor.outcome(printer.id(), other.id());
    assertThat(console.run("kitty:split " + printer.id() + " ssdp:uuid:0"))
        .startsWith(printer.id() + " " + other.id());
    assertThat(console.editor.overrides())
        .last()
        .isEqualTo(override(1, Kind.SPLIT, "sighting:ssdp:uuid:0"));
    assertThatThrownBy(() -> console.run("kitty:split " + printer.id() + " nonsense"))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("nonsense");

    console.editor.addMerge("1234-5678", Instant.now());
    assertThat(console.run("kitty:undo")).contains("merge").contains("uuid:a uuid:b");
    assertThat(console.run("kitty:undo 1234")).contains("1234-5678");
    assertThatThrownBy(() -> console.run("kitty:undo 1234"))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("1234");
  }
}
