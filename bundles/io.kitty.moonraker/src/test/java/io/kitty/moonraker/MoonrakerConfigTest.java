// SPDX-License-Identifier: Apache-2.0
package io.kitty.moonraker;

import io.kitty.testkit.contract.ConfigContract;

class MoonrakerConfigTest extends ConfigContract {

  @Override
  protected String pid() {
    return "io.kitty.moonraker";
  }
}
