// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu.state;

import io.kitty.discovery.DiscoveryProvider;
import io.kitty.testkit.TestConfigs;
import io.kitty.testkit.contract.ProviderContract;
import java.util.List;
import java.util.Map;

class BambuStateContractTest extends ProviderContract {

  @Override
  protected DiscoveryProvider provider() {
    return new BambuStateProvider(
        TestConfigs.with(
            BambuStateProvider.Config.class,
            Map.of("serial", "01P00A4C2009981", "access_code", "12345678")),
        Map.of());
  }

  @Override
  protected boolean registersItself() {
    return true;
  }

  @Override
  protected List<byte[]> samples() {
    return List.of();
  }
}
