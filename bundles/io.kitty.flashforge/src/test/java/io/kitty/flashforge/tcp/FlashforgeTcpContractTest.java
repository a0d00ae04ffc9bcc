// SPDX-License-Identifier: Apache-2.0
package io.kitty.flashforge.tcp;

import io.kitty.discovery.DiscoveryProvider;
import io.kitty.testkit.TestConfigs;
import io.kitty.testkit.contract.ProviderContract;
import java.util.List;

class FlashforgeTcpContractTest extends ProviderContract {

  @Override
  protected DiscoveryProvider provider() {
    return new FlashforgeTcpProvider(TestConfigs.defaults(FlashforgeTcpProvider.Config.class));
  }

  @Override
  protected List<byte[]> samples() {
    return List.of();
  }
}
