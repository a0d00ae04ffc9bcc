// SPDX-License-Identifier: Apache-2.0
package io.kitty.text;

import static io.kitty.fuzz.Invariants.check;
import static io.kitty.fuzz.Invariants.safe;
import static io.kitty.fuzz.Invariants.same;

import io.kitty.identifier.Identifier;
import java.util.Optional;

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
    Identifier.mac(text).ifPresent(each -> same(Optional.of(each), Identifier.mac(each.value())));
    Identifier.uuid(text).ifPresent(each -> safe("a UUID", each.value(), 128));
    Identifier.hostName(text).ifPresent(each -> safe("a host name", each.value(), 128));
    Identifier.serial("maker", text).ifPresent(each -> safe("a serial", each.value(), 128));
  }

  private static boolean isSurrogate(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
