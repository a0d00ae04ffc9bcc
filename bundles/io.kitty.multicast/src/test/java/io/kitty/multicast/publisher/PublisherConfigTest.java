// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.publisher;

import io.kitty.testkit.contract.ConfigContract;

class PublisherConfigTest extends ConfigContract {

  @Override
  protected String pid() {
    return "io.kitty.multicast.publisher";
  }

  @Override
  protected String file() {
    return pid() + "-example";
  }
}
