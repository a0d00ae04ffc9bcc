// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.model;

import io.kitty.device.Identifier;
import java.util.Locale;
import java.util.Set;

/** Knows the values that stand where an identifier should be, and that many machines share. */
final class Placeholders {

  /** Texts that vendors leave in their firmware. */
  private static final Set<String> CONSTANTS =
      Set.of(
          "unknown",
          "none",
          "null",
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
          "123456",
          "1234567",
          "12345678",
          "123456789",
          "1234567890",
          "0123456789",
          // UUIDs that firmware vendors ship unset
          "03000200-0400-0500-0006-000700080009",
          "00010203-0405-0607-0809-0a0b0c0d0e0f",
          "12345678-1234-1234-1234-123456789012",
          "12345678-1234-1234-1234-123456789abc",
          // what Android shows instead of its hardware address
          "02:00:00:00:00:00");

  private Placeholders() {}

  static boolean contains(Identifier identifier) {
    String value = identifier.value().toLowerCase(Locale.ROOT);
    return isOneCharacterRepeated(value)
        || CONSTANTS.contains(value)
        // all MikroTik routers announce this one: miniupnpd's descriptions published by tailscale
        || value.startsWith("uuid-mikrotik-");
  }

  private static boolean isOneCharacterRepeated(String value) {
    return value.codePoints().filter(Character::isLetterOrDigit).distinct().count() < 2;
  }
}
