// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.delivery;

import io.kitty.notify.message.Message;
import io.kitty.notify.message.Priority;
import io.kitty.notify.message.Severity;
import io.kitty.notify.message.Subject;
import io.kitty.notify.message.Trigger;
import java.time.Instant;
import java.util.List;

/** Messages for tests. */
public final class TestMessages {

  /** When the messages were composed. */
  public static final Instant AT = Instant.parse("2025-01-01T00:00:00Z");

  private TestMessages() {}

  /** Returns a message about a printer that is away, with everything. */
  public static Message offline() {
    return of("m1", subject(Trigger.OFFLINE, false));
  }

  /** Returns what a message tells about the printer. */
  public static Subject subject(Trigger trigger, boolean over) {
    return new Subject(
        trigger,
        "bambu:01P",
        "X1 \"Carbon\" <3",
        "printer",
        "192.0.2.7",
        "X1 \"Carbon\" <3 is away",
        AT.minusSeconds(60),
        over);
  }

  /** Returns a message about some subjects. */
  public static Message of(String id, Subject... subjects) {
    return new Message(
        id,
        AT,
        "away",
        "X1 & friends are away",
        "X1 \"Carbon\" <3 is away\nsince 00:00 \u00fc",
        Priority.HIGH,
        Severity.WARNING,
        List.of(subjects),
        "http://kitty.lan:8088/devices/bambu:01P?a=1&b=2");
  }

  /** Returns a message with nothing but a title and a text. */
  public static Message plain(String id, String text) {
    return new Message(id, AT, "", "Title", text, Priority.LOW, Severity.INFO, List.of(), null);
  }
}
