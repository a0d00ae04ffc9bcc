// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.devices;

import io.kitty.testkit.contract.ConfigContract;

class DevicesConfigTest extends ConfigContract {

  @Override
  protected String pid() {
    return "io.kitty.multicast.devices";
  }
}
