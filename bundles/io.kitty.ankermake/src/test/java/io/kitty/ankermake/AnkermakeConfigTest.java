// SPDX-License-Identifier: Apache-2.0
package io.kitty.ankermake;

import io.kitty.testkit.contract.ConfigContract;

class AnkermakeConfigTest extends ConfigContract {

  @Override
  protected String pid() {
    return "io.kitty.ankermake";
  }
}
