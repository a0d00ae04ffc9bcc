// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver;

import io.kitty.discovery.DiscoveryProvider;
import io.kitty.testkit.contract.ProviderContract;
import java.nio.charset.StandardCharsets;
import java.util.List;

class AnnouncingContractTest extends ProviderContract {

  @Override
  protected DiscoveryProvider provider() throws Exception {
    return Printers.provider("announce", true);
  }

  @Override
  protected List<byte[]> samples() {
    return List.of(PrinterAnnouncerTest.SEARCH.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  protected boolean registersItself() {
    return true;
  }
}
