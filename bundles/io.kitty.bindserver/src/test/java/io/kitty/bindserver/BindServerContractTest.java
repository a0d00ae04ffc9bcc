// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver;

import io.kitty.discovery.DiscoveryProvider;
import io.kitty.testkit.contract.ProviderContract;
import java.util.List;

class BindServerContractTest extends ProviderContract {

  @Override
  protected DiscoveryProvider provider() throws Exception {
    return Printers.provider();
  }

  @Override
  protected List<byte[]> samples() {
    return List.of();
  }

  @Override
  protected boolean registersItself() {
    return true;
  }
}
