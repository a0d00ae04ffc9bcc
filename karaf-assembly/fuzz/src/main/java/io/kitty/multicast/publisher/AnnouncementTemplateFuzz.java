// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.publisher;

import static io.kitty.fuzz.Invariants.check;

import io.kitty.announce.Announcement;
import io.kitty.fuzz.Lines;
import io.kitty.multicast.message.AnnouncementMessage;
import io.kitty.testkit.TestLinks;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/** Templates of announcements, as people write them; what they send can be read. */
public final class AnnouncementTemplateFuzz {

  private static final Instant NOW = Instant.parse("2025-01-01T00:00:00.5Z");

  private AnnouncementTemplateFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    MessageTemplate template;
    try {
      template =
          MessageTemplate.of(
              new Announcement(
                  Lines.text(input),
                  TestLinks.address("239.255.0.1"),
                  12_345,
                  1,
                  Duration.ofSeconds(1)));
    } catch (IllegalArgumentException e) {
      check(e.getMessage() != null, "nothing says why");
      return;
    }
    byte[] packet = template.packet(TestLinks.lan(), NOW).orElseThrow();
    check(packet.length <= Announcement.MAX_BYTES, "a packet of " + packet.length);
    check(
        Arrays.equals(packet, template.packet(TestLinks.lan(), NOW).orElseThrow()),
        "two packets at one time");
    check(AnnouncementMessage.read(packet).isPresent(), "a packet that nobody can read");
  }
}
