// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DetectRequestTest {

  @Test
  void theRequestMatchesASlicers() {
    byte[] request = DetectMessage.request("20000");

    assertThat(request).hasSize(58).startsWith(0xa5, 0xa5, 58, 0).endsWith(0xa7, 0xa7);
    assertThat(new String(request, 4, 52, StandardCharsets.US_ASCII))
        .isEqualTo("{\"login\":{\"command\":\"detect\",\"sequence_id\":\"20000\"}}");
  }
}
