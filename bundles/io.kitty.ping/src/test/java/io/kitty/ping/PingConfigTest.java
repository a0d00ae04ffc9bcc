// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping;

import io.kitty.testkit.contract.ConfigContract;

class PingConfigTest extends ConfigContract {

  @Override
  protected String pid() {
    return PingProvider.PID;
  }
}
