// SPDX-License-Identifier: Apache-2.0
package io.kitty.prusalink.digest;

import static io.kitty.fuzz.Invariants.check;
import static io.kitty.fuzz.Invariants.same;

import io.kitty.fuzz.Lines;
import java.util.Optional;
import java.util.stream.Stream;

/** The challenges of PrusaLink: values of the header WWW-Authenticate. */
public final class DigestChallengeFuzz {

  /** No challenge can contain it, as it is no ASCII. */
  private static final String PASSWORD = "\u00a7\u00a7";

  private DigestChallengeFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Optional<DigestChallenge> challenge = DigestChallenge.of(Lines.text(input));
    same(challenge, DigestChallenge.of(Lines.text(input)));
    challenge.ifPresent(
        each -> {
          Stream.of(each.realm(), each.nonce(), each.opaque())
              .forEach(text -> check(text.length() <= 256, "a value is too long"));
          String header = each.authorization("maker", PASSWORD, "GET", "/api", 1, "abc");
          check(header.length() < 4096, "a header is too long: " + header.length());
          check(header.chars().allMatch(c -> c >= ' ' && c <= '~'), "a header is no ASCII");
          check(!header.contains(PASSWORD), "the password is in the header");
        });
  }
}
