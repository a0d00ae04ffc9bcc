// SPDX-License-Identifier: Apache-2.0
package io.kitty.prusalink.state;

import io.kitty.discovery.DiscoveryProvider;
import io.kitty.prusalink.PrusaLinkKeys;
import io.kitty.testkit.TestConfigs;
import io.kitty.testkit.contract.ProviderContract;
import java.util.List;

class PrusaLinkContractTest extends ProviderContract {

  @Override
  protected DiscoveryProvider provider() {
    return new PrusaLinkProvider(
        TestConfigs.defaults(PrusaLinkProvider.Config.class), new PrusaLinkKeys());
  }

  @Override
  protected List<byte[]> samples() {
    return List.of();
  }
}
