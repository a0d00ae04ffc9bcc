// SPDX-License-Identifier: Apache-2.0
package io.kitty.creality;

import io.kitty.testkit.contract.ConfigContract;

class CrealityConfigTest extends ConfigContract {

  @Override
  protected String pid() {
    return "io.kitty.creality";
  }
}
