// SPDX-License-Identifier: Apache-2.0
package io.kitty.octoprint;

import io.kitty.testkit.contract.ConfigContract;
import java.util.Map;

class OctoPrintKeyConfigTest extends ConfigContract {

  @Override
  protected String pid() {
    return "io.kitty.octoprint";
  }

  @Override
  protected String file() {
    return "io.kitty.octoprint-example";
  }

  @Override
  protected Map<String, String> examples() {
    return Map.of("enabled", "false", "host", "192.168.1.20");
  }
}
