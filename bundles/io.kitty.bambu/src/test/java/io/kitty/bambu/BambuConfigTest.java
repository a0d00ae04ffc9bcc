// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu;

import io.kitty.testkit.contract.ConfigContract;

class BambuConfigTest extends ConfigContract {

  @Override
  protected String pid() {
    return "io.kitty.bambu";
  }
}
