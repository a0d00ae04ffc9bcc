// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp;

import io.kitty.discovery.DiscoveryProvider;
import io.kitty.ssdp.message.SsdpMessages;
import io.kitty.testkit.TestConfigs;
import io.kitty.testkit.contract.ProviderContract;
import java.util.List;

class SsdpContractTest extends ProviderContract {

  @Override
  protected DiscoveryProvider provider() {
    return new SsdpProvider(TestConfigs.defaults(SsdpProvider.Config.class));
  }

  @Override
  protected List<byte[]> samples() {
    String location = "http://127.0.0.1:1/desc.xml";
    return List.of(
        SsdpMessages.alive(SsdpMessages.UDN, "upnp:rootdevice", location, "BOOTID.UPNP.ORG: 3"),
        SsdpMessages.response(SsdpMessages.UDN, "urn:x:device:Kiln:1", location),
        SsdpMessages.update(SsdpMessages.UDN, location, "NEXTBOOTID.UPNP.ORG: 4"),
        SsdpMessages.byebye(SsdpMessages.UDN, SsdpMessages.UDN));
  }
}
