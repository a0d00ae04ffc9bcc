// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp;

import io.kitty.testkit.TestLinks;
import java.nio.charset.StandardCharsets;

/** Documents as a server at 192.0.2.7:81 serves them. */
final class Documents {

  static final Location FROM =
      Location.of("http://192.0.2.7:81/dir/d.xml", TestLinks.address("192.0.2.7")).orElseThrow();

  private Documents() {}

  static Document of(byte[] bytes) {
    return new Document(FROM, bytes, "");
  }

  static Document of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }
}
