// SPDX-License-Identifier: Apache-2.0
package io.kitty.broadcast;

import io.kitty.testkit.contract.ConfigContract;

class BroadcastConfigTest extends ConfigContract {

  @Override
  protected String pid() {
    return "io.kitty.broadcast";
  }
}
