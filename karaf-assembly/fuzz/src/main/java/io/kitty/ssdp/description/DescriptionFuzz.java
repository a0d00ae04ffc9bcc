// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp.description;

import static io.kitty.fuzz.Invariants.atMost;
import static io.kitty.fuzz.Invariants.check;
import static io.kitty.fuzz.Invariants.safe;
import static io.kitty.fuzz.Invariants.same;

import io.kitty.fuzz.Lines;
import io.kitty.testkit.TestLinks;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** UPnP descriptions, packed or not: a line with the charset that the server states, then these. */
public final class DescriptionFuzz {

  private static final DescriptionUrl URL =
      DescriptionUrl.of("http://192.0.2.9:49152/desc.xml", TestLinks.address("192.0.2.9"))
          .orElseThrow();

  private static final int MAX_DOCUMENT = 64 * 1024;
  private static final int MAX_TEXT = 256;

  private DescriptionFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Lines.Head head = Lines.head(input);
    byte[] document;
    try {
      document = ContentDecoder.unpack(head.rest(), MAX_DOCUMENT);
    } catch (IOException e) {
      return;
    }
    check(document.length <= Math.max(MAX_DOCUMENT, input.length), "unpacked beyond the limit");
    DescriptionXml xml = new DescriptionXml(URL, document, head.line());
    Optional<Description> description = DescriptionParser.parse(xml);
    same(description, DescriptionParser.parse(xml));
    description.ifPresent(DescriptionFuzz::checkTexts);
  }

  private static void checkTexts(Description description) {
    atMost("fields", description.fields().keySet(), 9);
    description.fields().forEach((name, value) -> safe(name, value, MAX_TEXT));
    atMost("UDNs", description.udns(), 32);
    description.udns().forEach(each -> safe("a UDN", each, MAX_TEXT));
    atMost("services", description.services(), 32);
    description.services().forEach(each -> safe("a service", each, MAX_TEXT));
    safe("the base", description.urlBase(), MAX_TEXT);
    URI page = URI.create(description.page());
    check("192.0.2.9".equals(page.getHost()), "a page on another host: " + page);
  }
}
