// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast;

import io.kitty.discovery.DiscoveryProvider;
import io.kitty.multicast.group.SentPackets;
import io.kitty.multicast.message.Samples;
import io.kitty.testkit.TestConfigs;
import io.kitty.testkit.contract.ProviderContract;
import java.util.List;

class MulticastContractTest extends ProviderContract {

  @Override
  protected DiscoveryProvider provider() {
    return new MulticastProvider(
        TestConfigs.defaults(MulticastProvider.Config.class),
        new SentPackets(),
        (service, types, properties) -> () -> {},
        System::nanoTime);
  }

  @Override
  protected List<byte[]> samples() {
    return Samples.all();
  }

  /** At most eight thousand services, each with its text. */
  @Override
  protected int mostHeld() {
    return 500_000;
  }
}
