// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast;

import io.kitty.testkit.contract.ConfigContract;

class MulticastConfigTest extends ConfigContract {

  @Override
  protected String pid() {
    return "io.kitty.multicast";
  }
}
