// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import io.kitty.testkit.contract.ConfigContract;

class WebConfigTest extends ConfigContract {

  @Override
  protected String pid() {
    return "io.kitty.web";
  }
}
