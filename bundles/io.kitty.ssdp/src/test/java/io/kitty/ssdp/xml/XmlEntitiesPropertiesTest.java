// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp.xml;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class XmlEntitiesPropertiesTest {

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
}
