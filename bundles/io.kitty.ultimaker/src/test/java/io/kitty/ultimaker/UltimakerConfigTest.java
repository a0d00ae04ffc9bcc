// SPDX-License-Identifier: Apache-2.0
package io.kitty.ultimaker;

import io.kitty.testkit.contract.ConfigContract;

class UltimakerConfigTest extends ConfigContract {

  @Override
  protected String pid() {
    return "io.kitty.ultimaker";
  }
}
