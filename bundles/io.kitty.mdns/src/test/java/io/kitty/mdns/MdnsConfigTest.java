// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns;

import io.kitty.testkit.contract.ConfigContract;

class MdnsConfigTest extends ConfigContract {

  @Override
  protected String pid() {
    return "io.kitty.mdns";
  }
}
