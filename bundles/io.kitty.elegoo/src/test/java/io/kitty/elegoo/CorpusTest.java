// SPDX-License-Identifier: Apache-2.0
package io.kitty.elegoo;

import io.kitty.device.Sighting;
import io.kitty.discovery.Datagram;
import io.kitty.testkit.TestLinks;
import io.kitty.testkit.contract.CorpusContract;
import io.kitty.testkit.contract.Sample;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

class CorpusTest extends CorpusContract {

  @Override
  protected boolean covers(Sample sample) {
    return sample.protocol().startsWith("elegoo-sdcp");
  }

  @Override
  protected Optional<Map<String, Object>> read(Sample sample) {
    Datagram datagram =
        new Datagram(sample.bytes(), new InetSocketAddress(sample.source(), 3000), "eth0", true);
    return ReplyParser.read(datagram, Duration.ofSeconds(90), List.of(TestLinks.loopback()))
        .map(CorpusTest::fields);
  }

  private static Map<String, Object> fields(Sighting sighting) {
    Map<String, Object> fields = new TreeMap<>(sighting.attributes());
    fields.putAll(sighting.readings());
    return fields;
  }

  @Override
  protected Collection<byte[]> requests(Sample sample) {
    return List.of(ElegooProvider.SDCP_REQUEST, ElegooProvider.CC2_REQUEST);
  }
}
