// SPDX-License-Identifier: Apache-2.0
package io.kitty.elegoo;

import io.kitty.testkit.contract.ConfigContract;

class ElegooConfigTest extends ConfigContract {

  @Override
  protected String pid() {
    return "io.kitty.elegoo";
  }
}
