// SPDX-License-Identifier: Apache-2.0
package io.kitty.beacon;

import io.kitty.testkit.contract.ConfigContract;

class BeaconConfigTest extends ConfigContract {

  @Override
  protected String pid() {
    return "io.kitty.beacon";
  }
}
