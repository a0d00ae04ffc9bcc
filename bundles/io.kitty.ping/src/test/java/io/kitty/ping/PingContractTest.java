// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping;

import io.kitty.discovery.DiscoveryProvider;
import io.kitty.ping.probe.FakeProber;
import io.kitty.testkit.contract.ProviderContract;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class PingContractTest extends ProviderContract {

  @Override
  protected DiscoveryProvider provider() {
    Duration second = Duration.ofSeconds(1);
    PingSettings settings =
        new PingSettings(second.multipliedBy(60), List.of(), 1000, second, 1, 16, true, true);
    return new PingProvider(
        settings,
        FakeProber::silent,
        List::of,
        Map::of,
        address -> Optional.empty(),
        System::nanoTime);
  }

  @Override
  protected List<byte[]> samples() {
    return List.of();
  }
}
