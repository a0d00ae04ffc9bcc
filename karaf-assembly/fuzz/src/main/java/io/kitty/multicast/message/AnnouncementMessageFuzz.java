// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.message;

import static io.kitty.fuzz.Invariants.atMost;
import static io.kitty.fuzz.Invariants.check;
import static io.kitty.fuzz.Invariants.same;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Announcements in JSON, their addresses, and the fingerprints by which repeated ones are known.
 */
public final class AnnouncementMessageFuzz {

  private static final String VOLATILE = "\"seq\":";

  private AnnouncementMessageFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Optional<AnnouncementMessage> message = AnnouncementMessage.read(input);
    same(message, AnnouncementMessage.read(input));
    message.ifPresent(
        each -> {
          atMost("attributes", each.attributes().keySet(), 64);
          atMost("readings", each.readings().keySet(), 64);
          atMost("claims", each.claims(), 8);
          each.claims().forEach(AnnouncementMessageFuzz::checkClaim);
        });
    checkFingerprint(input, message);
  }

  private static void checkClaim(HostPort claim) {
    check(claim.port() >= 0 && claim.port() < 65_536, "the port is " + claim.port());
    check(claim.host().length() <= 253, "a host is too long: " + claim.host());
    if (!claim.host().isEmpty()) {
      same(claim, HostPort.parse(claim.toString()));
    }
  }

  /** Of two messages with one fingerprint both are announcements, with the same fields. */
  private static void checkFingerprint(byte[] input, Optional<AnnouncementMessage> message) {
    byte[] fingerprint = PayloadFingerprint.of(input);
    check(fingerprint.length <= input.length, "a fingerprint is longer than its message");
    String text = new String(input, ISO_8859_1);
    for (String value : List.of("2", "0.5", "\"a b\"", "-1", "01", "[]")) {
      byte[] later = text.replace(VOLATILE + "1", VOLATILE + value).getBytes(ISO_8859_1);
      if (Arrays.equals(fingerprint, PayloadFingerprint.of(later))) {
        same(fields(message), fields(AnnouncementMessage.read(later)));
      }
    }
  }

  private static Optional<Set<String>> fields(Optional<AnnouncementMessage> message) {
    return message.map(each -> each.attributes().keySet());
  }
}
