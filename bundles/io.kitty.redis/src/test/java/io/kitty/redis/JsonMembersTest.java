// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class JsonMembersTest {

  private final ObjectMapper mapper = new ObjectMapper();

  @Test
  void takesAnObjectApart() {
    assertThat(
            JsonMembers.of("{\"id\":\"a,}\\\"\",\"n\":1.5,\"list\":[{\"x\":\"]\"},2],\"no\":null}"))
        .containsExactly(
            Map.entry("id", "\"a,}\\\"\""),
            Map.entry("n", "1.5"),
            Map.entry("list", "[{\"x\":\"]\"},2]"),
            Map.entry("no", "null"));
    assertThat(JsonMembers.of("{}")).isEmpty();
  }

  @Property(tries = 300)
  void takesApartWhateverATextHolds(@ForAll("objects") Map<String, Object> object)
      throws JsonProcessingException {
    Map<String, String> expected = new LinkedHashMap<>();
    for (Map.Entry<String, Object> member : object.entrySet()) {
      expected.put(member.getKey(), mapper.writeValueAsString(member.getValue()));
    }

    assertThat(JsonMembers.of(mapper.writeValueAsString(object))).isEqualTo(expected);
  }

  @Provide
  Arbitrary<Map<String, Object>> objects() {
    Arbitrary<Object> scalars =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(20).map(text -> (Object) text),
            Arbitraries.strings()
                .withChars("\"\\\\{}[],:")
                .ofMaxLength(8)
                .map(text -> (Object) text),
            Arbitraries.doubles().between(-1e6, 1e6).map(number -> (Object) number),
            Arbitraries.of(true, false).map(flag -> (Object) flag));
    Arbitrary<Object> values =
        Arbitraries.oneOf(
            scalars,
            scalars.list().ofMaxSize(3).map(list -> (Object) list),
            Arbitraries.maps(Arbitraries.of("a", "}", "]"), scalars)
                .ofMaxSize(2)
                .map(map -> (Object) List.of(map)));
    return Arbitraries.maps(Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(5), values)
        .ofMaxSize(6);
  }
}
