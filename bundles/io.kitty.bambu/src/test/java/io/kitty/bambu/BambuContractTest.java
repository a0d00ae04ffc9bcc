// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu;

import io.kitty.bambu.announcement.AnnouncementSamples;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.testkit.TestConfigs;
import io.kitty.testkit.contract.ProviderContract;
import java.util.List;

class BambuContractTest extends ProviderContract {

  @Override
  protected DiscoveryProvider provider() {
    return new BambuProvider(TestConfigs.defaults(BambuProvider.Config.class));
  }

  @Override
  protected List<byte[]> samples() {
    return List.of(
        AnnouncementSamples.alive(
            AnnouncementSamples.SERIAL, "192.0.2.7", AnnouncementSamples.details("C12", "Bench")),
        AnnouncementSamples.response("00M00A123456789", "http://192.0.2.7:80/", "EXT:"),
        AnnouncementSamples.byebye("00M09A391800001"));
  }
}
