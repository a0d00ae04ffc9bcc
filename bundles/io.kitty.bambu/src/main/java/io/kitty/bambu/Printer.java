// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu;

import io.kitty.device.Endpoint;
import io.kitty.device.Fact;
import io.kitty.device.Identifier;
import io.kitty.device.PlaceholderIdentifiers;
import io.kitty.device.Sighting;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a printer says of itself, in an announcement or when it is asked.
 *
 * @param serial its serial number, in upper case
 * @param fields the rest, under our names for it; clean and bounded texts, empty ones left out
 */
record Printer(String serial, Map<String, String> fields) {

  /** The longest text that is kept of each field, in characters. */
  static final int MAX_TEXT = 256;

  /** Bambuddy gives this end to the serial numbers of all its virtual printers. */
  private static final String VIRTUAL_END = "391800001";

  private static final String PREFIX = "UUID:";

  /** The fields that are numbers. What stands there and is none tells nothing. */
  private static final Set<String> NUMBERS = Set.of("signal", "dev_cap");

  private static final Pattern SERIAL = Pattern.compile("[\\x21-\\x7e]{1,64}");

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}");

  Printer {
    Map<String, String> read = new LinkedHashMap<>(fields);
    read.entrySet()
        .removeIf(
            field ->
                NUMBERS.contains(field.getKey()) && !NUMBER.matcher(field.getValue()).matches());
    fields = Collections.unmodifiableMap(read);
  }

  /**
   * Reads a serial number as it is sent: bare, or dressed up as the USN of UPnP is. Empty if it is
   * none.
   */
  static Optional<String> serial(String text) {
    int end = text.indexOf("::");
    String serial = (end < 0 ? text : text.substring(0, end)).strip().toUpperCase(Locale.ROOT);
    if (serial.startsWith(PREFIX)) {
      serial = serial.substring(PREFIX.length()).strip();
    }
    return SERIAL.matcher(serial).matches() ? Optional.of(serial) : Optional.empty();
  }

  /** Its serial number, where that tells it from other printers. */
  private Optional<Identifier> identifier() {
    return Identifier.serial("bambu", serial)
        .filter(each -> !PlaceholderIdentifiers.contains(each));
  }

  /** What tells it from other printers: its serial number, or its address where that is unset. */
  String key(InetAddress address) {
    return identifier().map(Identifier::value).orElseGet(address::getHostAddress);
  }

  /** The name of its model; null if its code tells none. */
  @Nullable String model() {
    return ModelNames.name(fields.getOrDefault("model_code", "")).orElse(null);
  }

  /** Starts a sighting with all that it says. */
  Sighting.Builder sighting(String key, Endpoint endpoint, Duration lifetime) {
    Sighting.Builder sighting =
        Sighting.of(key, endpoint, lifetime)
            .identifier(identifier())
            .fact(Fact.NAME, fields.get("name"))
            .fact(Fact.VENDOR, "Bambu Lab")
            .fact(Fact.MODEL, model())
            .fact(Fact.MODEL_CODE, fields.get("model_code"))
            .fact(Fact.FIRMWARE, fields.get("version"))
            .fact(Fact.VIRTUAL, serial.endsWith(VIRTUAL_END) ? "true" : null)
            .attribute("serial", serial)
            .attribute("model", model());
    fields.forEach(
        (name, value) -> {
          if (name.equals("signal")) {
            sighting.reading(name, Long.valueOf(value));
          } else {
            sighting.attribute(name, NUMBERS.contains(name) ? Long.valueOf(value) : value);
          }
        });
    return sighting;
  }
}
