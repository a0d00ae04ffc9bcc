// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.message;

import static io.kitty.fuzz.Invariants.atMost;
import static io.kitty.fuzz.Invariants.check;
import static io.kitty.fuzz.Invariants.same;

import java.util.Arrays;
import java.util.Optional;

/**
 * Announcements in JSON, their addresses, and the fingerprints by which repeated ones are known.
 */
public final class AnnouncementMessageFuzz {

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

  /** Two messages with one fingerprint differ in volatile fields only. */
  private static void checkFingerprint(byte[] input, Optional<AnnouncementMessage> message) {
    byte[] fingerprint = PayloadFingerprint.of(input);
    check(fingerprint.length <= input.length, "a fingerprint is longer than its message");
    byte[] later =
        new String(input, java.nio.charset.StandardCharsets.ISO_8859_1)
            .replace("\"seq\":1", "\"seq\":2")
            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    Optional<AnnouncementMessage> next = AnnouncementMessage.read(later);
    if (Arrays.equals(fingerprint, PayloadFingerprint.of(later))
        && message.isPresent()
        && next.isPresent()) {
      same(message.get().attributes(), next.get().attributes());
      same(message.get().places(), next.get().places());
    }
  }
}
