// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu.state;

import io.kitty.testkit.contract.ConfigContract;
import java.util.Map;

class BambuStateConfigTest extends ConfigContract {

  @Override
  protected String pid() {
    return "io.kitty.bambu.state";
  }

  @Override
  protected String file() {
    return pid() + "-example";
  }

  @Override
  protected Map<String, String> examples() {
    return Map.of("enabled", "false", "serial", "01P00A4C2009981");
  }
}
