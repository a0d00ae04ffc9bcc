// SPDX-License-Identifier: Apache-2.0
package io.kitty.elegoo.sdcp;

import io.kitty.testkit.contract.ConfigContract;

class SdcpConfigTest extends ConfigContract {

  @Override
  protected String pid() {
    return "io.kitty.elegoo.sdcp";
  }
}
