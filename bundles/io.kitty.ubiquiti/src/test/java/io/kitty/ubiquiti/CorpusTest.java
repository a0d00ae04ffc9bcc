// SPDX-License-Identifier: Apache-2.0
package io.kitty.ubiquiti;

import io.kitty.device.Fact;
import io.kitty.discovery.Datagram;
import io.kitty.testkit.TestConfigs;
import io.kitty.testkit.contract.CorpusContract;
import io.kitty.testkit.contract.Sample;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class CorpusTest extends CorpusContract {

  @Override
  protected boolean covers(Sample sample) {
    return sample.protocol().equals("ubiquiti-10001");
  }

  @Override
  protected Optional<Map<String, Object>> read(Sample sample) {
    UbiquitiProvider provider =
        new UbiquitiProvider(TestConfigs.defaults(UbiquitiProvider.Config.class));
    return provider
        .read(new Datagram(sample.bytes(), new InetSocketAddress(sample.source(), 10001), "", true))
        .map(
            sighting ->
                Map.of(
                    "mac", sighting.key(),
                    "ip", sighting.endpoint().address().getHostAddress(),
                    "name", sighting.facts().get(Fact.NAME),
                    "model", sighting.facts().get(Fact.MODEL)));
  }

  @Override
  protected Collection<byte[]> requests(Sample sample) {
    return List.of(UbiquitiProvider.REQUEST);
  }
}
