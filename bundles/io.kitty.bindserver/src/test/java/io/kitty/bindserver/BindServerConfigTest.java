// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver;

import io.kitty.testkit.contract.ConfigContract;
import java.util.Map;

class BindServerConfigTest extends ConfigContract {

  @Override
  protected String pid() {
    return "io.kitty.bindserver";
  }

  @Override
  protected String file() {
    return pid() + "-example";
  }

  @Override
  protected Map<String, String> examples() {
    return Map.of("enabled", "false", "serial", "01P00A391800001", "model", "C12", "name", "Kitty");
  }
}
