// SPDX-License-Identifier: Apache-2.0
package io.kitty.elegoo.sdcp;

import io.kitty.discovery.DiscoveryProvider;
import io.kitty.testkit.TestConfigs;
import io.kitty.testkit.contract.ProviderContract;
import java.util.List;

class SdcpContractTest extends ProviderContract {

  @Override
  protected DiscoveryProvider provider() {
    return new SdcpProvider(TestConfigs.defaults(SdcpProvider.Config.class));
  }

  @Override
  protected List<byte[]> samples() {
    return List.of();
  }
}
