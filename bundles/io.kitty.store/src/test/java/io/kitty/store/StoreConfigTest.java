// SPDX-License-Identifier: Apache-2.0
package io.kitty.store;

import io.kitty.testkit.contract.ConfigContract;

class StoreConfigTest extends ConfigContract {

  @Override
  protected String pid() {
    return "io.kitty.store";
  }
}
