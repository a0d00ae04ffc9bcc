// SPDX-License-Identifier: Apache-2.0
package io.kitty.prusalink.state;

import io.kitty.testkit.contract.ConfigContract;

class PrusaLinkConfigTest extends ConfigContract {

  @Override
  protected String pid() {
    return "io.kitty.prusalink.state";
  }
}
