// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis;

import java.util.LinkedHashMap;
import java.util.Map;

/** Takes a JSON object on one line apart into its members, and leaves their values as they are. */
final class JsonMembers {

  private final String json;
  private int at = 1;

  private JsonMembers(String json) {
    this.json = json;
  }

  /**
   * The members by name, in their order.
   *
   * @param json an object as the hub's codec writes it: whole, without white space between tokens,
   *     with plain names
   */
  static Map<String, String> of(String json) {
    JsonMembers members = new JsonMembers(json);
    Map<String, String> all = new LinkedHashMap<>();
    while (json.charAt(members.at) == '"') {
      String name = members.text();
      members.at++;
      all.put(name.substring(1, name.length() - 1), members.value());
      if (json.charAt(members.at) == ',') {
        members.at++;
      }
    }
    return all;
  }

  private String text() {
    int start = at;
    for (at++; json.charAt(at) != '"'; at++) {
      if (json.charAt(at) == '\\') {
        at++;
      }
    }
    at++;
    return json.substring(start, at);
  }

  private String value() {
    int start = at;
    int depth = 0;
    while (true) {
      char c = json.charAt(at);
      if (depth == 0 && (c == ',' || c == '}')) {
        return json.substring(start, at);
      }
      if (c == '"') {
        text();
        continue;
      }
      depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
      at++;
    }
  }
}
