// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns;

import io.kitty.discovery.DiscoveryProvider;
import io.kitty.mdns.dns.Packets;
import io.kitty.testkit.contract.ProviderContract;
import java.time.InstantSource;
import java.util.List;

class MdnsContractTest extends ProviderContract {

  @Override
  protected DiscoveryProvider provider() {
    return Settings.provider(Settings.defaults(), System::nanoTime, InstantSource.system());
  }

  @Override
  protected List<byte[]> samples() {
    return List.of(
        Packets.service(120, "Kiln", "_http._tcp", "kiln.local", "127.0.0.9", "path=/").bytes(),
        Packets.service(
                4500, "Kiln.2 @ home", "_octoprint._tcp", "kiln.local", "127.0.0.9", "uuid=12ab")
            .bytes(),
        Packets.response()
            .pointer(4500, "_ipp._tcp.local", "Laser", "_ipp", "_tcp", "local")
            .bytes(),
        Packets.response()
            .pointer(4500, "_services._dns-sd._udp.local", "_kiln", "_tcp", "local")
            .bytes());
  }

  /** Up to 4096 services, each of a dozen objects. */
  @Override
  protected int mostHeld() {
    return 200_000;
  }
}
