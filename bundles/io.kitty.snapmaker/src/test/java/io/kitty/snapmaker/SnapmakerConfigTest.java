// SPDX-License-Identifier: Apache-2.0
package io.kitty.snapmaker;

import io.kitty.testkit.contract.ConfigContract;

class SnapmakerConfigTest extends ConfigContract {

  @Override
  protected String pid() {
    return "io.kitty.snapmaker";
  }
}
