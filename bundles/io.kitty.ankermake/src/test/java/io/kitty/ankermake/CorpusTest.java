// SPDX-License-Identifier: Apache-2.0
package io.kitty.ankermake;

import io.kitty.discovery.Datagram;
import io.kitty.testkit.contract.CorpusContract;
import io.kitty.testkit.contract.Sample;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class CorpusTest extends CorpusContract {

  @Override
  protected boolean covers(Sample sample) {
    return sample.protocol().equals("ankermake-pppp");
  }

  @Override
  protected Optional<Map<String, Object>> read(Sample sample) {
    InetSocketAddress source = new InetSocketAddress(sample.source(), 32108);
    return Duid.read(sample.bytes())
        .map(
            duid ->
                duid.sighting(
                        new Datagram(sample.bytes(), source, "eth0", true), Duration.ofSeconds(90))
                    .attributes());
  }

  @Override
  protected Collection<byte[]> requests(Sample sample) {
    return List.of(AnkermakeProvider.REQUEST);
  }
}
