// SPDX-License-Identifier: Apache-2.0
package io.kitty.octoprint.state;

import io.kitty.discovery.DiscoveryProvider;
import io.kitty.octoprint.OctoPrintKeys;
import io.kitty.testkit.TestConfigs;
import io.kitty.testkit.contract.ProviderContract;
import java.util.List;

class OctoPrintContractTest extends ProviderContract {

  @Override
  protected DiscoveryProvider provider() {
    return new OctoPrintProvider(
        TestConfigs.defaults(OctoPrintProvider.Config.class), new OctoPrintKeys());
  }

  @Override
  protected List<byte[]> samples() {
    return List.of();
  }
}
