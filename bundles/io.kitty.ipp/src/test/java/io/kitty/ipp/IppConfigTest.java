// SPDX-License-Identifier: Apache-2.0
package io.kitty.ipp;

import io.kitty.testkit.contract.ConfigContract;

class IppConfigTest extends ConfigContract {

  @Override
  protected String pid() {
    return "io.kitty.ipp";
  }
}
