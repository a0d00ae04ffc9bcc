// SPDX-License-Identifier: Apache-2.0
package io.kitty.flashforge;

import io.kitty.testkit.contract.ConfigContract;

class FlashforgeConfigTest extends ConfigContract {

  @Override
  protected String pid() {
    return "io.kitty.flashforge";
  }
}
