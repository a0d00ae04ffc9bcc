// SPDX-License-Identifier: Apache-2.0
package io.kitty.ipp;

import io.kitty.discovery.DiscoveryProvider;
import io.kitty.testkit.TestConfigs;
import io.kitty.testkit.contract.ProviderContract;
import java.util.List;

class IppContractTest extends ProviderContract {

  @Override
  protected DiscoveryProvider provider() {
    return new IppProvider(TestConfigs.defaults(IppProvider.Config.class));
  }

  @Override
  protected List<byte[]> samples() {
    return List.of();
  }
}
