// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.network;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Messages in the format of HTTP, as those of SSDP: a start line, headers, a blank line. */
public final class Http {

  private Http() {}

  public static String message(String start, List<String> headers) {
    return start + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
  }

  /** Returns the headers of a message, by lower-case name. */
  public static Map<String, String> headers(String message) {
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
