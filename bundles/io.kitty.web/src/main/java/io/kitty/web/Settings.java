// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import java.time.Duration;
import java.util.Map;
import java.util.function.IntSupplier;

/** The configuration, checked. */
record Settings(boolean enabled, String address, int port, int eventBuffer, Duration heartbeat) {

  /** The file that a person edits. */
  static final String FILE = "etc/io.kitty.web.cfg";

  /**
   * @param raw the values as they stand in the file, to be named in a complaint
   * @throws IllegalArgumentException if a value is not allowed; the message says all in one line
   */
  static Settings of(WebConfig config, Map<String, ?> raw) {
    String address = config.address().strip();
    if (address.isEmpty()) {
      throw refused("address", raw, "an address or host name of this machine");
    }
    return new Settings(
        config.enabled(),
        address,
        number("port", config::port, 0, 65535, raw),
        number("event.buffer", config::event_buffer, 1, 100_000, raw),
        Duration.ofSeconds(number("heartbeat", config::heartbeat, 1, 3600, raw)));
  }

  /** The address as it stands in a URL. */
  String authority(int actualPort) {
    return (address.contains(":") ? "[" + address + "]" : address) + ":" + actualPort;
  }

  private static int number(String key, IntSupplier value, int min, int max, Map<String, ?> raw) {
    try {
      int number = value.getAsInt();
      if (number >= min && number <= max) {
        return number;
      }
    } catch (RuntimeException e) {
      throw refused(key, raw, "a number from " + min + " to " + max);
    }
    throw refused(key, raw, "a number from " + min + " to " + max);
  }

  private static IllegalArgumentException refused(String key, Map<String, ?> raw, String allowed) {
    return new IllegalArgumentException(
        FILE + ": " + key + " = " + raw.get(key) + " is not allowed; it must be " + allowed);
  }
}
