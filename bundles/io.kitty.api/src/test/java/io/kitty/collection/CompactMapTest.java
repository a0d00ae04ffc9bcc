// SPDX-License-Identifier: Apache-2.0
package io.kitty.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.device.Fact;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompactMapTest {

  @Test
  void keepsTheOrder() {
    Map<String, Integer> map = CompactMap.copyOf(numbers(50, 1));

    assertThat(map).isInstanceOf(CompactMap.class).hasSize(50);
    assertThat(new ArrayList<>(map.keySet())).isEqualTo(new ArrayList<>(numbers(50, 1).keySet()));
    List<String> visited = new ArrayList<>();
    map.forEach((key, value) -> visited.add(key + value));
    assertThat(visited).startsWith("k00", "k11").hasSize(50);
  }

  @Test
  void findsWhatIsThere() {
    Map<Fact, String> facts = new EnumMap<>(Fact.class);
    facts.put(Fact.NAME, "Berta");
    facts.put(Fact.KIND, "bambu");
    Map<Fact, String> map = CompactMap.copyOf(facts);

    assertThat(map.get(Fact.NAME)).isEqualTo("Berta");
    assertThat(map.getOrDefault(Fact.STATUS, "online")).isEqualTo("online");
    assertThat(map).containsKey(Fact.KIND).doesNotContainKey(Fact.USER_NAME);
    assertThat(new EnumMap<>(map)).isEqualTo(facts);
  }

  @Test
  void equalsEveryMapWithTheSameEntries() {
    Map<String, Integer> forwards = CompactMap.copyOf(numbers(20, 1));
    Map<String, Integer> other = CompactMap.copyOf(numbers(20, 1));
    Map<String, Integer> backwards = CompactMap.copyOf(numbers(20, -1));

    assertThat(forwards).isEqualTo(other).isEqualTo(backwards).isEqualTo(numbers(20, -1));
    assertThat(numbers(20, -1)).isEqualTo(forwards).hasSameHashCodeAs(forwards);
    assertThat(forwards).isNotEqualTo(CompactMap.copyOf(numbers(19, 1)));
    assertThat(CompactMap.copyOf(Map.of("a", 1))).isNotEqualTo(CompactMap.copyOf(Map.of("a", 2)));
  }

  @Test
  void nobodyChangesIt() {
    Map<String, Integer> map = CompactMap.copyOf(numbers(3, 1));

    assertThatThrownBy(() -> map.put("k9", 9)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> map.keySet().remove("k1"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> map.entrySet().iterator().next().setValue(9))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  /** A look-up in a large one would compare each key. */
  @Test
  void manyEntriesAreHashed() {
    Map<String, Integer> map = CompactMap.copyOf(numbers(65, 1));

    assertThat(map).isNotInstanceOf(CompactMap.class).isEqualTo(numbers(65, 1));
    assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class);
  }

  private static Map<String, Integer> numbers(int count, int step) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    for (int i = step > 0 ? 0 : count - 1; i >= 0 && i < count; i += step) {
      numbers.put("k" + i, i);
    }
    return numbers;
  }
}
