// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.devices;

import io.kitty.discovery.DiscoveryProvider;
import io.kitty.multicast.group.SentPackets;
import io.kitty.testkit.TestConfigs;
import io.kitty.testkit.contract.ProviderContract;
import java.time.InstantSource;
import java.util.List;

class DevicesContractTest extends ProviderContract {

  @Override
  protected DiscoveryProvider provider() {
    return new DeviceAnnouncer(
        TestConfigs.defaults(DeviceAnnouncer.Config.class),
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
