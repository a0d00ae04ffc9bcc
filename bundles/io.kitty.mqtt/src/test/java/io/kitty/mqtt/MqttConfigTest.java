// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt;

import io.kitty.testkit.contract.ConfigContract;

class MqttConfigTest extends ConfigContract {

  @Override
  protected String pid() {
    return "io.kitty.mqtt";
  }
}
