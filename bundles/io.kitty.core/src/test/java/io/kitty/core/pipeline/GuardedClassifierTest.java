// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.device.Fact;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GuardedClassifierTest {

  @Test
  void aFailureLeavesTheFactsAsTheyAre() {
    GuardedClassifier broken =
        new GuardedClassifier(
            (evidence, identifiers, facts) -> {
              throw new NoClassDefFoundError("the bundle is gone");
            });
    Map<Fact, String> facts = new EnumMap<>(Map.of(Fact.NAME, "box"));

    broken.complete(List.of(), Set.of(), facts);

    assertThat(facts).containsExactly(Map.entry(Fact.NAME, "box"));
  }

  @Test
  void completesOtherwise() {
    GuardedClassifier good =
        new GuardedClassifier((evidence, identifiers, facts) -> facts.put(Fact.KIND, "bench"));
    Map<Fact, String> facts = new EnumMap<>(Fact.class);

    good.complete(List.of(), Set.of(), facts);

    assertThat(facts).containsEntry(Fact.KIND, "bench");
  }
}
