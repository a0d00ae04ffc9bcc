// SPDX-License-Identifier: Apache-2.0
package io.kitty.device;

import java.util.Comparator;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that tells one machine from all others, wherever it is on the network. An address is no
 * identifier: it is lent. The natural order is by strength, strongest first, then by value.
 *
 * <p>The factory methods normalise, and return empty for text that cannot identify anything.
 */
public sealed interface Identifier extends Comparable<Identifier> {

  /** The longest value that is kept, in characters. */
  int MAX_LENGTH = 128;

  /**
   * How strong it is: 0 for a serial number, the strongest that a machine can show, to 3 for a host
   * name.
   */
  int strength();

  /**
   * What the value is unique in: {@code uuid}, {@code mac}, {@code hostname}, or a serial's own.
   */
  String namespace();

  /** The normalised value; never empty. */
  String value();

  /** The device id that this identifier gives. */
  default DeviceId id() {
    return DeviceId.of(namespace(), value());
  }

  @Override
  default int compareTo(Identifier other) {
    return ORDER.compare(this, other);
  }

  /** Strongest first, ties by namespace and value. */
  Comparator<Identifier> ORDER =
      Comparator.comparingInt(Identifier::strength)
          .thenComparing(Identifier::namespace)
          .thenComparing(Identifier::value);

  /** A vendor's serial number, unique within the namespace of its protocol only. */
  record Serial(String namespace, String value) implements Identifier {
    @Override
    public int strength() {
      return 0;
    }
  }

  /**
   * A UUID or UPnP UDN, an opaque lower-case text: real ones have groups that are too long or too
   * short.
   */
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
  }

  /** A name that the machine gave itself, in lower case, without {@code .local} or a final dot. */
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
   * What people said is one machine: it joins whatever the rest says. It belongs to the hub's own
   * reckoning, and no device shows it.
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

  /** A serial number; its case is kept. */
  static Optional<Identifier> serial(String namespace, String text) {
    return value(text).map(v -> new Serial(namespace, v));
  }

  /** A UUID or UDN, with or without its {@code uuid:} prefix, in any case. */
  static Optional<Identifier> uuid(String text) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    return value(lower.startsWith("uuid:") ? lower.substring(5) : lower).map(Uuid::new);
  }

  /** A MAC address, its six octets joined by colons, dashes, dots or nothing. */
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

  /** A MAC address as its six octets. */
  static Optional<Identifier> mac(byte[] octets) {
    return octets.length == 6 ? mac(HexFormat.of().formatHex(octets)) : Optional.empty();
  }

  /** A host name; {@code localhost} and plain addresses are none. */
  static Optional<Identifier> hostName(String text) {
    String name = text.strip().toLowerCase(Locale.ROOT);
    name = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    name = name.endsWith(".local") ? name.substring(0, name.length() - 6) : name;
    if (name.equals("localhost")
        || name.startsWith("localhost.")
        || name.indexOf(':') >= 0
        || name.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    return value(name).map(HostName::new);
  }

  private static Optional<String> value(String text) {
    String clean = SafeText.clean(text, MAX_LENGTH);
    return clean.isEmpty() || !DeviceId.fits(clean) ? Optional.empty() : Optional.of(clean);
  }
}
