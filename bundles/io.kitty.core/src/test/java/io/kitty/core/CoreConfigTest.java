// SPDX-License-Identifier: Apache-2.0
package io.kitty.core;

import io.kitty.testkit.contract.ConfigContract;

class CoreConfigTest extends ConfigContract {

  @Override
  protected String pid() {
    return "io.kitty.core";
  }
}
