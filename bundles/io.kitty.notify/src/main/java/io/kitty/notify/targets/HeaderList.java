// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.targets;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Headers of HTTP as a configuration gives them: {@code NAME: VALUE}, with a | between two. */
final class HeaderList {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`~-]{1,64}");
  private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e]{0,1024}");
  private static final URI ANY = URI.create("http://localhost/");

  private HeaderList() {}

  /**
   * Parses headers.
   *
   * @throws IllegalArgumentException with a sentence for people that contains no value
   */
  static Map<String, String> parse(String text) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String each : text.split("\\|")) {
      if (!each.isBlank()) {
        String[] parts = each.split(":", 2);
        String name = parts[0].strip();
        String value = parts.length == 1 ? "" : parts[1].strip();
        if (parts.length == 1 || !NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
          throw new IllegalArgumentException(
              "headers is not used: allowed are NAME: VALUE in ASCII, with a | between two");
        }
        check(name);
        headers.put(name, value);
      }
    }
    return headers;
  }

  /** Rejects the headers that the client writes itself. */
  private static void check(String name) {
    try {
      HttpRequest.newBuilder(ANY).header(name, "");
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "headers is not used: the header " + name + " cannot be set");
    }
  }
}
