// SPDX-License-Identifier: Apache-2.0
package io.kitty.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CompactSetTest {

  @Test
  void keepsTheOrder() {
    Set<String> set = CompactSet.copyOf(new LinkedHashSet<>(List.of("c", "a", "b")));

    assertThat(set).isInstanceOf(CompactSet.class).containsExactly("c", "a", "b");
    assertThat(CompactSet.sorted(set)).containsExactly("a", "b", "c");
    assertThat(set).contains("b").doesNotContain("d");
  }

  @Test
  void equalsEverySetWithTheSameElements() {
    Set<String> set = CompactSet.sorted(List.of("b", "a"));

    assertThat(set)
        .isEqualTo(Set.of("a", "b"))
        .isEqualTo(CompactSet.copyOf(new LinkedHashSet<>(List.of("b", "a"))))
        .isNotEqualTo(Set.of("a"))
        .hasSameHashCodeAs(Set.of("a", "b"));
    assertThat(Set.of("a", "b")).isEqualTo(set);
  }

  @Test
  void nobodyChangesIt() {
    Set<String> set = CompactSet.sorted(List.of("b", "a"));
    set.toArray()[0] = "z";

    assertThat(set).containsExactly("a", "b");
    assertThatThrownBy(() -> set.add("c")).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(set::clear).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> set.remove("a")).isInstanceOf(UnsupportedOperationException.class);
  }

  /** A look-up in a large one would compare each element. */
  @Test
  void manyElementsAreHashed() {
    Set<Integer> many = IntStream.range(0, 17).boxed().collect(Collectors.toSet());

    assertThat(CompactSet.copyOf(many)).isNotInstanceOf(CompactSet.class).isEqualTo(many);
  }
}
