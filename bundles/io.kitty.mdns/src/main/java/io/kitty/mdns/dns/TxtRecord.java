// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.dns;

import io.kitty.text.SafeText;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The key-value pairs of a TXT record (RFC 6763, §6) without credentials: those are dropped here
 * already, as some devices announce theirs (OctoPrint's {@code u} and {@code p}).
 *
 * @param pairs in their order; a key without a value has an empty one
 */
public record TxtRecord(Map<String, String> pairs) {

  public static final TxtRecord EMPTY = new TxtRecord(Map.of());

  /** The size that fits into one packet, recommended by RFC 6763, §6.2. */
  private static final int MAX_BYTES = 1300;

  private static final int MAX_PAIRS = 64;

  private static final Set<String> SECRETS =
      Set.of("u", "p", "user", "username", "login", "pass", "pwd", "pw", "psk", "pin", "auth");

  private static final Pattern SECRET =
      Pattern.compile(
          "passw|passphrase|passcode|secret|token|credential|api.?key|access.?code|access.?key"
              + "|private.?key|auth.?key");

  private static final Pattern USER_IN_URL = Pattern.compile("//[^/@\\s]*@");

  /** Values of binary keys up to this length are always shown in hexadecimal digits. */
  private static final int MAX_PLAIN_BYTES = 8;

  /** All pairs in one string, as QNAP sends them. */
  private static final Pattern PACKED = Pattern.compile("[\\w-]++=[^,=]*+(,[\\w-]++=[^,=]*+)+");

  public TxtRecord {
    pairs = Collections.unmodifiableMap(new LinkedHashMap<>(pairs));
  }

  /**
   * Reads the data of a record up to a truncated string.
   *
   * @param binary the keys whose values are bytes
   */
  static TxtRecord read(byte[] data, Collection<String> binary) {
    Map<String, String> pairs = new LinkedHashMap<>();
    String only =
        isOneString(data) ? SafeText.decode(Arrays.copyOfRange(data, 1, data.length)) : "";
    if (PACKED.matcher(only).matches()) {
      addPacked(pairs, only);
      return new TxtRecord(pairs);
    }
    int at = 0;
    while (at < data.length && at < MAX_BYTES && pairs.size() < MAX_PAIRS) {
      int length = Byte.toUnsignedInt(data[at]);
      if (at + 1 + length > data.length) {
        break;
      }
      add(pairs, Arrays.copyOfRange(data, at + 1, at + 1 + length), binary);
      at += 1 + length;
    }
    return pairs.isEmpty() ? EMPTY : new TxtRecord(pairs);
  }

  private static boolean isOneString(byte[] data) {
    return data.length > 0 && Byte.toUnsignedInt(data[0]) == data.length - 1;
  }

  private static void add(Map<String, String> pairs, byte[] string, Collection<String> binary) {
    int equals = 0;
    while (equals < string.length && string[equals] != '=') {
      equals++;
    }
    String key = SafeText.decode(Arrays.copyOf(string, equals));
    byte[] value = Arrays.copyOfRange(string, Math.min(equals + 1, string.length), string.length);
    boolean bytes = binary.stream().anyMatch(key::equalsIgnoreCase) && !isDigits(value);
    put(pairs, key, bytes ? HexFormat.of().formatHex(value) : SafeText.decode(value));
  }

  /**
   * Returns whether the value is hexadecimal digits already, which some responders send where
   * others send bytes.
   */
  private static boolean isDigits(byte[] value) {
    for (byte each : value) {
      if (Character.digit(each, 16) < 0) {
        return false;
      }
    }
    return value.length > MAX_PLAIN_BYTES;
  }

  private static void addPacked(Map<String, String> pairs, String packed) {
    for (String each : packed.split(",", -1)) {
      int equals = each.indexOf('=');
      put(pairs, each.substring(0, equals), each.substring(equals + 1));
    }
  }

  /** Adds a pair. The first of equal keys wins; one without a name is ignored (RFC 6763, §6.4). */
  private static void put(Map<String, String> pairs, String key, String value) {
    boolean known = pairs.keySet().stream().anyMatch(key::equalsIgnoreCase);
    if (!key.isEmpty() && !known && !isSecret(key) && pairs.size() < MAX_PAIRS) {
      pairs.put(key, USER_IN_URL.matcher(value).replaceAll("//"));
    }
  }

  private static boolean isSecret(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    return SECRETS.contains(lower) || SECRET.matcher(lower).find();
  }

  /** Returns the value of a key in any case, {@code ""} if absent. */
  public String get(String key) {
    for (Map.Entry<String, String> pair : pairs.entrySet()) {
      if (pair.getKey().equalsIgnoreCase(key)) {
        return pair.getValue();
      }
    }
    return "";
  }
}
