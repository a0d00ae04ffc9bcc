// SPDX-License-Identifier: Apache-2.0
package io.kitty.prusalink;

import io.kitty.testkit.contract.ConfigContract;
import java.util.Map;

class PrusaLinkKeyConfigTest extends ConfigContract {

  @Override
  protected String pid() {
    return "io.kitty.prusalink";
  }

  @Override
  protected String file() {
    return "io.kitty.prusalink-example";
  }

  @Override
  protected Map<String, String> examples() {
    return Map.of("enabled", "false", "host", "192.168.1.30");
  }
}
