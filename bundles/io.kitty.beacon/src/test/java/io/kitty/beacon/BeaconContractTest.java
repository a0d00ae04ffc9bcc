// SPDX-License-Identifier: Apache-2.0
package io.kitty.beacon;

import io.kitty.discovery.DiscoveryProvider;
import io.kitty.testkit.TestConfigs;
import io.kitty.testkit.contract.ProviderContract;
import java.nio.charset.StandardCharsets;
import java.util.List;

class BeaconContractTest extends ProviderContract {

  @Override
  protected DiscoveryProvider provider() {
    return new BeaconProvider(TestConfigs.defaults(BeaconProvider.Config.class));
  }

  @Override
  protected List<byte[]> samples() {
    return beacons();
  }

  static List<byte[]> beacons() {
    return List.of(beacon("UP"), beacon("ALIVE"), beacon("DOWN"));
  }

  private static byte[] beacon(String status) {
    return ("_woot._tcp.local.|1337|barn|" + status).getBytes(StandardCharsets.US_ASCII);
  }
}
