// SPDX-License-Identifier: Apache-2.0
package io.kitty.net.udp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KernelDropsTest {

  private static final String LINE =
      "  412: 00000000:076C 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0"
          + " 51234 2 0000000000000000 %d";

  private final Map<Integer, Long> drops = new HashMap<>();

  @Test
  void sumsTheDropsOfOwnSocketsByPort() {
    KernelDrops.add(LINE.formatted(3), Set.of("51234"), drops);
    KernelDrops.add(LINE.formatted(4), Set.of("51234"), drops);

    assertThat(drops).containsExactly(Map.entry(1900, 7L));
  }

  @Test
  void ignoresOtherPrograms() {
    KernelDrops.add(LINE.formatted(3), Set.of("99"), drops);
    KernelDrops.add("garbage", Set.of("51234"), drops);

    assertThat(drops).isEmpty();
  }
}
