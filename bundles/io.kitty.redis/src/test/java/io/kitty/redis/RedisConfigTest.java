// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis;

import io.kitty.testkit.contract.ConfigContract;

class RedisConfigTest extends ConfigContract {

  @Override
  protected String pid() {
    return "io.kitty.redis";
  }
}
