// SPDX-License-Identifier: Apache-2.0
package io.kitty.ubiquiti;

import io.kitty.testkit.contract.ConfigContract;

class UbiquitiConfigTest extends ConfigContract {

  @Override
  protected String pid() {
    return "io.kitty.ubiquiti";
  }
}
