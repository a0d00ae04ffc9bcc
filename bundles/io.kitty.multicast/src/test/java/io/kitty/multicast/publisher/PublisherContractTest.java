// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.publisher;

import io.kitty.discovery.DiscoveryProvider;
import io.kitty.multicast.counters.PublisherNames;
import io.kitty.multicast.group.SentPackets;
import io.kitty.testkit.TestConfigs;
import io.kitty.testkit.contract.ProviderContract;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

class PublisherContractTest extends ProviderContract {

  @Override
  protected DiscoveryProvider provider() throws Exception {
    return new ConfiguredPublisher(
        TestConfigs.defaults(ConfiguredPublisher.Config.class),
        Map.of("service.pid", "io.kitty.multicast.publisher~test"),
        new PublisherNames(),
        new SentPackets(),
        (service, types, properties) -> () -> {},
        System::nanoTime,
        InstantSource.system());
  }

  @Override
  protected List<byte[]> samples() {
    return List.of();
  }

  /** It only sends. */
  @Override
  protected boolean opensPorts() {
    return true;
  }
}
