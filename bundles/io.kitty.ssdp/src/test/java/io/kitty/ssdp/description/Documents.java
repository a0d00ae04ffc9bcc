// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp.description;

import io.kitty.testkit.TestLinks;
import java.nio.charset.StandardCharsets;

/** Documents as a server at 192.0.2.7:81 serves them. */
final class Documents {

  static final DescriptionUrl FROM =
      DescriptionUrl.of("http://192.0.2.7:81/dir/d.xml", TestLinks.address("192.0.2.7"))
          .orElseThrow();

  private Documents() {}

  static DescriptionXml of(byte[] bytes) {
    return new DescriptionXml(FROM, bytes, "");
  }

  static DescriptionXml of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }
}
