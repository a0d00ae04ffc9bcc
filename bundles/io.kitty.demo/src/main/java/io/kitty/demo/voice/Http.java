// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.voice;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Messages that look like HTTP, as those of SSDP do: a line, headers, a blank line. */
final class Http {

  private Http() {}

  static String message(String start, List<String> headers) {
    return start + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
  }

  /** The headers of a message, by their names in lower case. */
  static Map<String, String> headers(String message) {
    Map<String, String> headers = new TreeMap<>();
    message
        .lines()
        .skip(1)
        .map(line -> line.split(":", 2))
        .filter(parts -> parts.length == 2)
        .forEach(parts -> headers.put(parts[0].strip().toLowerCase(Locale.ROOT), parts[1].strip()));
    return headers;
  }
}
