// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp;

import io.kitty.testkit.contract.ConfigContract;

class SsdpConfigTest extends ConfigContract {

  @Override
  protected String pid() {
    return "io.kitty.ssdp";
  }
}
