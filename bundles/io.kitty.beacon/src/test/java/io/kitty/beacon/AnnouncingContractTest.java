// SPDX-License-Identifier: Apache-2.0
package io.kitty.beacon;

import io.kitty.discovery.DiscoveryProvider;
import io.kitty.testkit.TestConfigs;
import io.kitty.testkit.contract.ProviderContract;
import java.util.List;
import java.util.Map;

/** The contract while this host announces itself. */
class AnnouncingContractTest extends ProviderContract {

  @Override
  protected DiscoveryProvider provider() {
    return new BeaconProvider(
        TestConfigs.with(
            BeaconProvider.Config.class,
            Map.of("announce", true, "announce_host", "shed", "announce_interval", 5.0)));
  }

  @Override
  protected List<byte[]> samples() {
    return BeaconContractTest.beacons();
  }
}
