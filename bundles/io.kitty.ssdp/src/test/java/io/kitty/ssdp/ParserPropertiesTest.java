// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ParserPropertiesTest {

  @Property
  void readsAnyBytesWithoutThrowing(@ForAll byte[] bytes) {
    assertThat(SsdpParser.parse(bytes)).isNotNull();
    assertThat(DescriptionParser.parse(Documents.of(bytes))).isEmpty();
  }

  @Property
  void readsABrokenDescriptionAsFarAsItIsOne(
      @ForAll @Size(max = 20) byte[] noise, @ForAll @IntRange(max = 400) int at) {
    byte[] document =
        ("<?xml version='1.0'?><root><device><friendlyName>Kiln</friendlyName><modelName>K"
                + "</modelName><UDN>uuid:a</UDN><serviceList><service><serviceType>urn:x:service:Heat:1"
                + "</serviceType></service></serviceList></device></root>")
            .getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < noise.length; i++) {
      document[(at + i) % document.length] = noise[i];
    }

    DescriptionParser.parse(Documents.of(document))
        .ifPresent(
            description ->
                assertThat(String.join("", description.fields().values()))
                    .hasSizeLessThan(document.length)
                    .matches(text -> text.chars().noneMatch(Character::isISOControl)));
  }

  @Property
  void replacesReferencesWithoutGrowing(@ForAll("references") String text) {
    assertThat(XmlEntities.replace(text)).hasSizeLessThanOrEqualTo(text.length());
  }

  @Provide
  Arbitrary<String> references() {
    return Arbitraries.of(
            "&", "&amp;", "&#", "x41", ";", "&eacute;", "&#x10ffff;", "&#9999999;", "lt")
        .list()
        .ofMaxSize(20)
        .map(parts -> String.join("", parts));
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
