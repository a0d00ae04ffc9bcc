// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.targets;

import io.kitty.testkit.contract.ConfigContract;
import java.util.Map;

class TargetConfigTest extends ConfigContract {

  @Override
  protected String pid() {
    return ConfiguredTarget.PID;
  }

  @Override
  protected String file() {
    return pid() + "-example";
  }

  @Override
  protected Map<String, String> examples() {
    return Map.of("enabled", "false", "url", "ntfys://ntfy.example.org/kitty");
  }
}
