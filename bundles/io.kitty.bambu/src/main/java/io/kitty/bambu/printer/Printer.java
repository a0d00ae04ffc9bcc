// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu.printer;

import io.kitty.device.Endpoint;
import io.kitty.device.Fact;
import io.kitty.device.Sighting;
import io.kitty.identifier.Identifier;
import io.kitty.identifier.PlaceholderIdentifiers;
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
 * The state of a printer, from an announcement or a reply.
 *
 * @param serial its serial number, in upper case
 * @param fields the rest by field name; clean and bounded texts, without empty ones
 */
public record Printer(String serial, Map<String, String> fields) {

  /** The maximum length of each field, in characters. */
  public static final int MAX_TEXT = 256;

  /** Bambuddy ends the serial numbers of all its virtual printers with this. */
  private static final String VIRTUAL_END = "391800001";

  private static final String PREFIX = "UUID:";

  /** The numeric fields; other values in them are dropped. */
  private static final Set<String> NUMBERS = Set.of("signal", "dev_cap");

  private static final Pattern SERIAL = Pattern.compile("[\\x21-\\x7e]{1,64}");

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,9}");

  public Printer {
    Map<String, String> valid = new LinkedHashMap<>(fields);
    valid
        .entrySet()
        .removeIf(
            field ->
                NUMBERS.contains(field.getKey()) && !NUMBER.matcher(field.getValue()).matches());
    fields = Collections.unmodifiableMap(valid);
  }

  /** Parses a serial number: bare, or in the form of a UPnP USN. Empty if it is none. */
  public static Optional<String> serial(String text) {
    int end = text.indexOf("::");
    String serial = (end < 0 ? text : text.substring(0, end)).strip().toUpperCase(Locale.ROOT);
    while (serial.startsWith(PREFIX)) {
      serial = serial.substring(PREFIX.length()).strip();
    }
    return SERIAL.matcher(serial).matches() ? Optional.of(serial) : Optional.empty();
  }

  /** Returns its serial number, unless that is a placeholder. */
  private Optional<Identifier> identifier() {
    return Identifier.serial("bambu", serial)
        .filter(each -> !PlaceholderIdentifiers.contains(each));
  }

  /** Returns the sighting key: its serial number, or its address if that is unset. */
  public String key(InetAddress address) {
    return identifier().map(Identifier::value).orElseGet(address::getHostAddress);
  }

  /** Returns the name of its model; null for an unknown code. */
  public @Nullable String model() {
    return ModelNames.name(fields.getOrDefault("model_code", "")).orElse(null);
  }

  /** Returns whether it exists in software only. */
  public boolean isVirtual() {
    return serial.endsWith(VIRTUAL_END);
  }

  /** Starts a sighting with all fields. */
  public Sighting.Builder sighting(String key, Endpoint endpoint, Duration lifetime) {
    Sighting.Builder sighting =
        Sighting.of(key, endpoint, lifetime)
            .identifier(identifier())
            .fact(Fact.NAME, fields.get("name"))
            .fact(Fact.VENDOR, "Bambu Lab")
            .fact(Fact.MODEL, model())
            .fact(Fact.MODEL_CODE, fields.get("model_code"))
            .fact(Fact.FIRMWARE, fields.get("version"))
            .fact(Fact.VIRTUAL, isVirtual() ? "true" : null)
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
