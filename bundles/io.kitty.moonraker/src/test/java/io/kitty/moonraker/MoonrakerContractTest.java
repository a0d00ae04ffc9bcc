// SPDX-License-Identifier: Apache-2.0
package io.kitty.moonraker;

import io.kitty.discovery.DiscoveryProvider;
import io.kitty.testkit.TestConfigs;
import io.kitty.testkit.contract.ProviderContract;
import java.util.List;

class MoonrakerContractTest extends ProviderContract {

  @Override
  protected DiscoveryProvider provider() {
    return new MoonrakerProvider(TestConfigs.defaults(MoonrakerProvider.Config.class));
  }

  @Override
  protected List<byte[]> samples() {
    return List.of();
  }
}
