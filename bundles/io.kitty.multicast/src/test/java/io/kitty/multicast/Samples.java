// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Announcements in all their forms. */
final class Samples {

  static final String TEXT =
      "{\"type\": \"kiln\", \"name\": \"Oven\", \"addr\": \"192.0.2.7:8080\", \"version\":"
          + " \"1.2\"}";
  static final String LIST =
      "{\"addr\": [\"192.0.2.8\", 11000], \"name\": \"Bee\", \"key\": \"QUJD\", \"type\":"
          + " \"hive\"}";
  static final String DEMO =
      "{\"ip\": [\"127.0.1.1\", \"192.0.2.9\"], \"port\": \"5000\", \"timestamp\": 1700000000.5}";
  static final String BARE = "{\"type\": \"x\", \"name\": \"none\", \"addr\": \"barn.example\"}";
  static final String IPV6 =
      "{\"type\": \"x\", \"addr\": \"[2001:db8::7]:81\", \"more\": {\"deep\": [1, {}]}, \"on\":"
          + " true}";

  private Samples() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static List<byte[]> all() {
    return List.of(bytes(TEXT), bytes(LIST), bytes(DEMO), bytes(BARE), bytes(IPV6));
  }
}
