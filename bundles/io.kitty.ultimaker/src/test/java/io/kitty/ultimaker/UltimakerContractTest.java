// SPDX-License-Identifier: Apache-2.0
package io.kitty.ultimaker;

import io.kitty.discovery.DiscoveryProvider;
import io.kitty.testkit.TestConfigs;
import io.kitty.testkit.contract.ProviderContract;
import java.util.List;

class UltimakerContractTest extends ProviderContract {

  @Override
  protected DiscoveryProvider provider() {
    return new UltimakerProvider(TestConfigs.defaults(UltimakerProvider.Config.class));
  }

  @Override
  protected List<byte[]> samples() {
    return List.of();
  }
}
