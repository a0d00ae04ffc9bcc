// SPDX-License-Identifier: Apache-2.0
package io.kitty.flashforge.tcp;

import io.kitty.testkit.contract.ConfigContract;

class FlashforgeTcpConfigTest extends ConfigContract {

  @Override
  protected String pid() {
    return "io.kitty.flashforge.tcp";
  }
}
