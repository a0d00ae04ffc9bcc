// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.message;

import static io.kitty.fuzz.Invariants.check;
import static io.kitty.fuzz.Invariants.same;

import io.kitty.fuzz.Lines;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Templates of notifications, as people write them. */
public final class NotifyTemplateFuzz {

  private static final int MAX = 500;

  private static final Map<String, Object> VALUES =
      MessageTemplate.values(
          "rule",
          "title",
          "{{lines}}",
          List.of(
              new Subject(
                  Trigger.NEW, "mac:1", "{{#subjects}}", "printer", "::1", "", Instant.EPOCH, true),
              new Subject(
                  Trigger.NEW, "mac:2", "b", "host", "192.0.2.9", "t", Instant.EPOCH, false)),
          3);

  private NotifyTemplateFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    MessageTemplate template;
    try {
      template = MessageTemplate.compile(Lines.text(input));
    } catch (IllegalArgumentException e) {
      check(!String.valueOf(e.getMessage()).contains("\n"), "a reason of several lines");
      return;
    }
    String written = template.write(VALUES, MAX);
    check(written.length() <= MAX, "a message of " + written.length());
    same(written, template.write(VALUES, MAX));
  }
}
