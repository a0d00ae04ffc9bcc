// SPDX-License-Identifier: Apache-2.0
package io.kitty.identifier;

import io.kitty.text.SafeText;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * A value that tells one device apart from all others, wherever it is on the network. An address is
 * not an identifier, as it is only leased. The natural order is by strength, strongest first, then
 * by value.
 *
 * <p>The factory methods normalise, and return empty for text that cannot identify anything.
 */
public sealed interface Identifier extends Comparable<Identifier> {

  /** The maximum length of a value, in characters. */
  int MAX_LENGTH = 128;

  /**
   * Returns the strength: 0 for a serial number, the strongest that a device can report, to 3 for a
   * host name.
   */
  int strength();

  /**
   * Returns the scope in which the value is unique: {@code uuid}, {@code mac}, {@code hostname}, or
   * a serial number's own.
   */
  String namespace();

  /** Returns the normalised value; never empty. */
  String value();

  /** Returns the device id that this identifier yields. */
  default DeviceId id() {
    return DeviceId.of(namespace(), value());
  }

  @Override
  default int compareTo(Identifier other) {
    return ORDER.compare(this, other);
  }

  /** Strongest first, then by namespace and value. */
  Comparator<Identifier> ORDER =
      Comparator.comparingInt(Identifier::strength)
          .thenComparing(Identifier::namespace)
          .thenComparing(Identifier::value);

  /** A manufacturer's serial number, unique only within the namespace of its protocol. */
  record Serial(String namespace, String value) implements Identifier {
    @Override
    public int strength() {
      return 0;
    }
  }

  /** A UUID or UPnP UDN as an opaque lower-case text: real ones have groups of the wrong length. */
  record Uuid(String value) implements Identifier {
    @Override
    public int strength() {
      return 1;
    }

    @Override
    public String namespace() {
      return "uuid";
    }
  }

  /** A unicast MAC address as {@code aa:bb:cc:dd:ee:ff}. */
  record Mac(String value) implements Identifier {
    @Override
    public int strength() {
      return 2;
    }

    @Override
    public String namespace() {
      return "mac";
    }

    /**
     * Returns whether software assigned it, as opposed to the manufacturer (the bit U/L of IEEE
     * 802): phones make up a new one for each network, and virtual machines have no other.
     */
    public boolean isLocal() {
      return (octets()[0] & 2) != 0;
    }

    /** Returns its six octets. */
    public byte[] octets() {
      return HexFormat.ofDelimiter(":").parseHex(value);
    }

    /** Returns its octets as a number. */
    public long number() {
      return HexFormat.fromHexDigitsToLong(value.replace(":", ""));
    }
  }

  /** A name that the device gave itself, in lower case, without {@code .local} or a final dot. */
  record HostName(String value) implements Identifier {
    @Override
    public int strength() {
      return 3;
    }

    @Override
    public String namespace() {
      return "hostname";
    }
  }

  /**
   * Marks evidence that a person merged: it overrides all other rules. It is internal to the hub,
   * and no device shows it.
   */
  record Manual(String value) implements Identifier {
    @Override
    public int strength() {
      return -1;
    }

    @Override
    public String namespace() {
      return "hand";
    }
  }

  /** Returns a serial number; its case is kept. */
  static Optional<Identifier> serial(String namespace, String text) {
    return value(text).map(v -> new Serial(namespace, v));
  }

  /**
   * Parses a UUID or UDN, with or without the prefix {@code uuid:}, in any case. Some devices
   * repeat the prefix; the value has none, so that it is the same when it is read from where it was
   * kept.
   */
  static Optional<Identifier> uuid(String text) {
    String value = lower(text);
    while (value.startsWith("uuid:")) {
      value = value.substring(5).strip();
    }
    return value(value).map(Uuid::new);
  }

  /** Parses a MAC address, its six octets separated by colons, dashes, dots or nothing. */
  static Optional<Identifier> mac(String text) {
    StringBuilder octets = new StringBuilder(17);
    String stripped = text.strip();
    for (int i = 0; i < stripped.length(); i++) {
      int digit = Character.digit(stripped.charAt(i), 16);
      if (digit >= 0 && stripped.charAt(i) < 128 && octets.length() < 17) {
        octets.append(octets.length() % 3 == 2 ? ":" : "").append(Character.forDigit(digit, 16));
      } else if (":.-".indexOf(stripped.charAt(i)) < 0) {
        return Optional.empty();
      }
    }
    boolean whole = octets.length() == 17 && (Character.digit(octets.charAt(1), 16) & 1) == 0;
    return whole ? Optional.of(new Mac(octets.toString())) : Optional.empty();
  }

  /** Returns a MAC address of six octets. */
  static Optional<Identifier> mac(byte[] octets) {
    return octets.length == 6 ? mac(HexFormat.of().formatHex(octets)) : Optional.empty();
  }

  /** Returns a host name; empty for {@code localhost} and for plain addresses. */
  static Optional<Identifier> hostName(String text) {
    String name = withoutDomain(SafeText.clean(withoutDomain(lower(text)), MAX_LENGTH));
    if (name.equals("localhost")
        || name.startsWith("localhost.")
        || name.indexOf(':') >= 0
        || name.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    return value(name).map(HostName::new);
  }

  /** Returns a name without dots and {@code .local} at its end, however often they are there. */
  private static String withoutDomain(String name) {
    String value = name;
    while (value.endsWith(".") || value.endsWith(".local")) {
      value = value.substring(0, value.length() - (value.endsWith(".") ? 1 : 6)).strip();
    }
    return value;
  }

  /** Cleans a text with room for what is removed from it. */
  private static String lower(String text) {
    return SafeText.clean(text, 2 * MAX_LENGTH).toLowerCase(Locale.ROOT);
  }

  private static Optional<String> value(String text) {
    String clean = SafeText.clean(text, MAX_LENGTH);
    return clean.isEmpty() || !DeviceId.fits(clean) ? Optional.empty() : Optional.of(clean);
  }
}
