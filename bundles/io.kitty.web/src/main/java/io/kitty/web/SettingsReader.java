// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import io.kitty.web.server.Settings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/** Reads the settings from the configuration, and explains a value that is not allowed. */
final class SettingsReader {

  private SettingsReader() {}

  /**
   * @param raw the values as in the file, for error messages
   * @throws IllegalArgumentException if a value is not allowed; the message is one line
   */
  static Settings read(WebModule.Config config, Map<String, ?> raw) {
    return new Settings(
        config.enabled(),
        config.address().strip(),
        number("port", config::port, 0, WebModule.Config.MAX_PORT, raw),
        list("hosts", config.hosts(), WebModule.Config.HOST, WebModule.Config.HOSTS_ALLOWED, raw),
        addresses(
            list(
                "proxies", config.proxies(), WebModule.Config.IP, WebModule.Config.IP_ALLOWED, raw),
            raw),
        config.anyone_may_read(),
        number("rate", config::rate, 1, WebModule.Config.MAX_RATE, raw),
        number("event.buffer", config::event_buffer, 1, WebModule.Config.MAX_EVENTS, raw),
        Duration.ofSeconds(
            number("heartbeat", config::heartbeat, 1, WebModule.Config.MAX_HEARTBEAT, raw)));
  }

  /** Returns the addresses of texts that have the form of one, without a request to DNS. */
  private static Set<InetAddress> addresses(Set<String> texts, Map<String, ?> raw) {
    Set<InetAddress> addresses = new HashSet<>();
    for (String text : texts) {
      try {
        addresses.add(InetAddress.getByName(text));
      } catch (UnknownHostException e) {
        throw refused("proxies", raw, WebModule.Config.IP_ALLOWED);
      }
    }
    return addresses;
  }

  private static Set<String> list(
      String key, String[] texts, String pattern, String allowed, Map<String, ?> raw) {
    Set<String> list =
        Arrays.stream(texts)
            .flatMap(text -> Arrays.stream(text.split(",")))
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .collect(Collectors.toSet());
    if (!list.stream().allMatch(each -> each.matches(pattern))) {
      throw refused(key, raw, allowed);
    }
    return list;
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
        Settings.FILE
            + ": "
            + key
            + " = "
            + raw.get(key)
            + " is not allowed; it must be "
            + allowed);
  }
}
