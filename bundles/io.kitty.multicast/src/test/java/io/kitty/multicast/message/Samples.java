// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.message;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Announcements in all their forms. */
public final class Samples {

  public static final String TEXT =
      "{\"type\": \"kiln\", \"name\": \"Oven\", \"addr\": \"192.0.2.7:8080\", \"version\":"
          + " \"1.2\"}";
  public static final String LIST =
      "{\"addr\": [\"192.0.2.8\", 11000], \"name\": \"Bee\", \"key\": \"QUJD\", \"type\":"
          + " \"hive\"}";
  public static final String DEMO =
      "{\"ip\": [\"127.0.1.1\", \"192.0.2.9\"], \"port\": \"5000\", \"timestamp\": 1700000000.5}";
  public static final String BARE =
      "{\"type\": \"x\", \"name\": \"none\", \"addr\": \"barn.example\"}";
  static final String IPV6 =
      "{\"type\": \"x\", \"addr\": \"[2001:db8::7]:81\", \"more\": {\"deep\": [1, {}]}, \"on\":"
          + " true}";

  private Samples() {}

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public static List<byte[]> all() {
    return List.of(bytes(TEXT), bytes(LIST), bytes(DEMO), bytes(BARE), bytes(IPV6));
  }
}
