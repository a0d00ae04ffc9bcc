// SPDX-License-Identifier: Apache-2.0
package io.kitty.octoprint.state;

import io.kitty.testkit.contract.ConfigContract;

class OctoPrintConfigTest extends ConfigContract {

  @Override
  protected String pid() {
    return "io.kitty.octoprint.state";
  }
}
