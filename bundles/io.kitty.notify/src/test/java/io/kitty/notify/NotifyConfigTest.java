// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify;

import io.kitty.testkit.contract.ConfigContract;

class NotifyConfigTest extends ConfigContract {

  @Override
  protected String pid() {
    return "io.kitty.notify";
  }
}
