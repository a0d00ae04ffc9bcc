// SPDX-License-Identifier: Apache-2.0
package io.kitty.broadcast;

import io.kitty.discovery.DiscoveryProvider;
import io.kitty.testkit.TestConfigs;
import java.util.Map;

/** The contract while this hub responds too. */
class RespondingContractTest extends BroadcastContractTest {

  @Override
  protected DiscoveryProvider provider() {
    return new BroadcastProvider(
        TestConfigs.with(BroadcastProvider.Config.class, Map.of("respond", true)));
  }
}
