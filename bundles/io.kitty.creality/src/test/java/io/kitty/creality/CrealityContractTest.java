// SPDX-License-Identifier: Apache-2.0
package io.kitty.creality;

import io.kitty.discovery.DiscoveryProvider;
import io.kitty.testkit.TestConfigs;
import io.kitty.testkit.contract.ProviderContract;
import java.util.List;

class CrealityContractTest extends ProviderContract {

  @Override
  protected DiscoveryProvider provider() {
    return new CrealityProvider(TestConfigs.defaults(CrealityProvider.Config.class));
  }

  @Override
  protected List<byte[]> samples() {
    return List.of();
  }
}
