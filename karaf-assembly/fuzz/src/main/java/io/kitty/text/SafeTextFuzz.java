// SPDX-License-Identifier: Apache-2.0
package io.kitty.text;

import static io.kitty.fuzz.Invariants.check;
import static io.kitty.fuzz.Invariants.safe;
import static io.kitty.fuzz.Invariants.same;

import io.kitty.identifier.Identifier;
import java.util.Optional;
import java.util.function.Function;

/** Untrusted text, which is clean when it has been cleaned once; and identifiers made of it. */
public final class SafeTextFuzz {

  private static final int SHORT = 16;

  private SafeTextFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    String text = SafeText.decode(input);
    check(text.length() <= input.length, "more characters than bytes");
    for (int max : new int[] {SHORT, 1024}) {
      String clean = SafeText.clean(text, max);
      safe("a clean text", clean, max);
      check(
          clean.codePoints().noneMatch(c -> Character.isISOControl(c) || isSurrogate(c)),
          "a control character or half a character");
    }
    identifier(Identifier::mac, text);
    identifier(Identifier::uuid, text);
    identifier(Identifier::hostName, text);
    identifier(each -> Identifier.serial("maker", each), text);
  }

  /** Checks that an identifier is the same when it is read from where it was kept. */
  private static void identifier(Function<String, Optional<Identifier>> reading, String text) {
    reading
        .apply(text)
        .ifPresent(
            each -> {
              safe("an identifier", each.value(), Identifier.MAX_LENGTH);
              same(Optional.of(each), reading.apply(each.value()));
            });
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
