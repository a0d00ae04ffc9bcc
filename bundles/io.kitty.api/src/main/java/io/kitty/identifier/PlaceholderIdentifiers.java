// SPDX-License-Identifier: Apache-2.0
package io.kitty.identifier;

import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * Recognises values that stand in place of an identifier and that many devices share: what a vendor
 * leaves in its firmware, the default of a program, a number typed in by counting. They do not tell
 * devices apart, so they are neither identifiers nor keys.
 */
public final class PlaceholderIdentifiers {

  /** Texts that vendors and programs leave in place of an identifier. */
  private static final Set<String> CONSTANTS =
      Set.of(
          "unknown",
          "undefined",
          "none",
          "null",
          "(null)",
          "nan",
          "n/a",
          "na",
          "default",
          "default string",
          "serial",
          "serialnumber",
          "serial number",
          "system serial number",
          "not specified",
          "not applicable",
          "to be filled by o.e.m.",
          // UUIDs that firmware vendors ship unset
          "03000200-0400-0500-0006-000700080009",
          "00010203-0405-0607-0809-0a0b0c0d0e0f",
          // examples from documentation that programs copied
          "12345678-1234-5678-1234-567812345678",
          "2fac1234-31f8-11b4-a222-08002b34c003",
          // linux-igd and the many gateways with its gatedesc.xml
          "75802409-bccb-40e7-8e6c-fa095ecce13e",
          // gmediarender and gmrender-resurrect, if none is configured
          "gmediarender-1_0-000-000-002",
          // what Android reports instead of its hardware address
          "02:00:00:00:00:00");

  /**
   * The prefix that all MikroTik routers announce: miniupnpd's descriptions published by tailscale.
   */
  private static final String MIKROTIK = "uuid-mikrotik-";

  /** Shorter values may match by chance. */
  private static final int MIN_DIGITS = 6;

  private static final int MIN_GROUP = 4;
  private static final String HEXADECIMAL = "0123456789abcdef";

  private PlaceholderIdentifiers() {}

  /** Returns whether a value is a placeholder, which other devices share. */
  public static boolean contains(Identifier identifier) {
    String value = identifier.value().toLowerCase(Locale.ROOT);
    String digits = only(value, Character::isLetterOrDigit);
    return CONSTANTS.contains(value)
        || value.startsWith(MIKROTIK)
        || isOneCharacterRepeated(digits)
        || isUnset(digits)
        || (digits.length() >= MIN_DIGITS && counts(digits))
        || isMadeUp(value)
        || (identifier instanceof Identifier.Serial && hasZerosOnly(digits));
  }

  private static String only(String text, IntPredicate wanted) {
    StringBuilder kept = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      if (wanted.test(text.codePointAt(i))) {
        kept.appendCodePoint(text.codePointAt(i));
      }
    }
    return kept.toString();
  }

  private static boolean isOneCharacterRepeated(String digits) {
    return isAll(digits, character -> character == digits.codePointAt(0));
  }

  private static boolean isAll(String text, IntPredicate wanted) {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      if (!wanted.test(text.codePointAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether all its octets are 0x00 or 0xff, like memory that was never written. */
  private static boolean isUnset(String digits) {
    return digits.length() >= MIN_DIGITS
        && isDoubled(digits)
        && isAll(digits, character -> character == '0' || character == 'f');
  }

  /** Returns whether it is letters around a number that was never set: 00M00A000000000. */
  private static boolean hasZerosOnly(String digits) {
    String number = only(digits, character -> character >= '0' && character <= '9');
    return number.length() >= MIN_DIGITS && isAll(number, digit -> digit == '0');
  }

  /** Returns whether each of its groups is made up: 12345678-1234-1234-1234-123456789abc. */
  private static boolean isMadeUp(String value) {
    int from = 0;
    for (int dash = value.indexOf('-'); dash >= 0; dash = value.indexOf('-', from)) {
      if (!isMadeUpGroup(value.substring(from, dash))) {
        return false;
      }
      from = dash + 1;
    }
    return from > 0 && isMadeUpGroup(value.substring(from));
  }

  private static boolean isMadeUpGroup(String group) {
    return group.length() >= MIN_GROUP
        && isAll(group, character -> HEXADECIMAL.indexOf(character) >= 0)
        && (isOneCharacterRepeated(group) || counts(group));
  }

  /**
   * Returns whether it counts up or down, each digit once or twice: 1234567890, 00:11:22:33:44:55.
   */
  private static boolean counts(String digits) {
    String once = isDoubled(digits) ? half(digits) : digits;
    return countsBy(1, 10, once)
        || countsBy(-1, 10, once)
        || countsBy(1, 16, once)
        || countsBy(-1, 16, once);
  }

  /** Returns whether each character occurs twice in a row. */
  private static boolean isDoubled(String digits) {
    for (int i = 0; i < digits.length(); i += 2) {
      if (i + 1 == digits.length() || digits.charAt(i) != digits.charAt(i + 1)) {
        return false;
      }
    }
    return !digits.isEmpty();
  }

  private static String half(String digits) {
    StringBuilder once = new StringBuilder();
    for (int i = 0; i < digits.length(); i += 2) {
      once.append(digits.charAt(i));
    }
    return once.toString();
  }

  private static boolean countsBy(int step, int base, String digits) {
    for (int i = 1; i < digits.length(); i++) {
      int before = Character.digit(digits.charAt(i - 1), base);
      int next = Character.digit(digits.charAt(i), base);
      if (before < 0 || next != Math.floorMod(before + step, base)) {
        return false;
      }
    }
    return true;
  }
}
