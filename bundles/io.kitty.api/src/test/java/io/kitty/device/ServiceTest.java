// SPDX-License-Identifier: Apache-2.0
package io.kitty.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceTest {

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "65535, 65535", "65536, 0", "-1, 0"})
  void aPortThatIsNoneIsUnknown(int stated, int port) {
    assertThat(new Service("_http._tcp", "Kiln", stated, Map.of()).port()).isEqualTo(port);
  }
}
