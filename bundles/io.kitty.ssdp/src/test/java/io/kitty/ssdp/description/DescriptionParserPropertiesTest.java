// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp.description;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class DescriptionParserPropertiesTest {

  @Property
  void readsAnyBytesWithoutThrowing(@ForAll byte[] bytes) {
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
}
