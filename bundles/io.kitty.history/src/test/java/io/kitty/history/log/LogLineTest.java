// SPDX-License-Identifier: Apache-2.0
package io.kitty.history.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.device.DepartureReason;
import io.kitty.history.log.LogEntry.Forgotten;
import io.kitty.history.log.LogEntry.Happened;
import io.kitty.history.log.LogEntry.Moved;
import io.kitty.identifier.DeviceId;
import io.kitty.inventory.History.Change;
import io.kitty.inventory.History.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogLineTest {

  private static final Instant AT = Instant.ofEpochMilli(1_795_151_187_886L);
  private static final DeviceId ID = new DeviceId("bambu:01P");

  static Stream<LogEntry> entries() {
    return Stream.of(
        new Happened(ID, Event.appeared(AT)),
        new Happened(ID, Event.departed(AT, DepartureReason.PROVIDER_STOPPED)),
        new Happened(
            ID,
            Event.changed(
                AT,
                List.of(
                    new Change("status", "IDLE", null), new Change("name", null, "Bär \"1\"\\")))),
        new Happened(ID, new Event(AT, "changed", List.of(), null, "status IDLE → RUNNING")),
        new Moved(AT, ID, new DeviceId("mac:02:00:00:00:00:01"), true),
        new Moved(AT, ID, new DeviceId("mac:02:00:00:00:00:01"), false),
        new Forgotten(AT, ID));
  }

  private static LogEntry read(String line) throws IOException {
    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    return LogLine.read(bytes, 0, bytes.length);
  }

  @ParameterizedTest
  @MethodSource("entries")
  void readsWhatItWrites(LogEntry entry) throws IOException {
    byte[] line = LogLine.write(entry);

    assertThat(LogLine.read(line, 0, line.length)).isEqualTo(entry);
    assertThat(new String(line, StandardCharsets.UTF_8)).endsWith("}\n").containsOnlyOnce("\n");
  }

  @Property
  void anyTextIsKept(
      @ForAll String from, @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long at)
      throws IOException {
    String text = new String(from.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    LogEntry entry =
        new Happened(
            ID, Event.changed(Instant.ofEpochMilli(at), List.of(new Change("name", text, null))));
    byte[] line = LogLine.write(entry);

    assertThat(LogLine.read(line, 0, line.length)).isEqualTo(entry);
  }

  @Test
  void ignoresUnknownMembers() throws IOException {
    assertThat(read("{\"at\":5,\"new\":{\"a\":[1]},\"id\":\"a:b\",\"event\":\"appeared\"}"))
        .isEqualTo(new Happened(new DeviceId("a:b"), Event.appeared(Instant.ofEpochMilli(5))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\0\0\0",
        "[]",
        "{}",
        "{\"at\":\"x\",\"id\":\"a:b\",\"event\":\"appeared\"}",
        "{\"at\":5,\"id\":\"nonsense\",\"event\":\"appeared\"}",
        "{\"at\":5,\"id\":\"a:b\",\"event\":\"danced\"}",
        "{\"at\":5,\"id\":\"a:b\",\"event\":\"departed\",\"reason\":\"BORED\"}",
        "{\"at\":5,\"id\":\"a:b\",\"event\":\"changed\",\"changes\":[[\"x\",1,2]]}",
        "{\"at\":5,\"id\":\"a:b\",\"event\":\"changed\",\"changes\":[[]]}",
        "{\"at\":5,\"id\":\"a:b\",\"event\":\"appe"
      })
  void rejectsDamage(String line) {
    assertThatThrownBy(() -> read(line)).isInstanceOf(IOException.class);
  }
}
