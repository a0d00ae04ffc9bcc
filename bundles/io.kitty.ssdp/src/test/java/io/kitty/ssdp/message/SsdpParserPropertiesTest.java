// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SsdpParserPropertiesTest {

  @Property
  void readsAnyBytesWithoutThrowing(@ForAll byte[] bytes) {
    assertThat(SsdpParser.parse(bytes)).isNotNull();
  }

  @Property
  void readsAnyHeadersWithoutThrowing(@ForAll("messages") String message) {
    SsdpMessage parsed = SsdpParser.parse(message.getBytes(StandardCharsets.UTF_8)).orElseThrow();

    assertThat(parsed.udn()).hasSizeLessThanOrEqualTo(128).isEqualTo(Udn.normal(parsed.udn()));
    assertThat((parsed.usn() + parsed.type() + parsed.location() + parsed.server()).chars())
        .noneMatch(Character::isISOControl);
  }

  @Provide
  Arbitrary<String> messages() {
    Arbitrary<String> name =
        Arbitraries.of("USN", "NT", "ST", "location", "Server", "CACHE-CONTROL", "X", "");
    Arbitrary<String> value =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(40).map(text -> text.replaceAll("[\r\n]", "")),
            Arbitraries.of("uuid:", "uuid: A::b", "::", "max-age==", "http://[::1%eth0]:1/"));
    Arbitrary<String> blank = Arbitraries.of(":", ": ", " : ", "", "\t:\t");
    Arbitrary<List<String>> headers =
        Combinators.combine(name, blank, value).as((n, b, v) -> n + b + v).list().ofMaxSize(80);
    return Combinators.combine(
            Arbitraries.of("NOTIFY * HTTP/1.1", "HTTP/1.1 200 OK", "notify * http/1.0"),
            headers,
            Arbitraries.of("\r\n", "\n"))
        .as((start, lines, end) -> start + end + String.join(end, lines));
  }

  @Property
  void comparesUdnsInOneForm(@ForAll String text) {
    String normal = Udn.normal(text);

    assertThat(Udn.normal(normal)).isEqualTo(normal);
  }
}
