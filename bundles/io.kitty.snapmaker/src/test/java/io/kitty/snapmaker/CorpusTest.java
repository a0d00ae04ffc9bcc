// SPDX-License-Identifier: Apache-2.0
package io.kitty.snapmaker;

import io.kitty.device.Endpoint;
import io.kitty.device.Sighting;
import io.kitty.testkit.contract.CorpusContract;
import io.kitty.testkit.contract.Sample;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class CorpusTest extends CorpusContract {

  @Override
  protected boolean covers(Sample sample) {
    return sample.protocol().equals("snapmaker-20054");
  }

  @Override
  protected Optional<Map<String, Object>> read(Sample sample) {
    Endpoint sender = new Endpoint(sample.source(), "eth0");
    return ReplyParser.parse(sample.bytes())
        .map(reply -> SightingMapper.of(reply, sender, Duration.ofMinutes(1), List.of()))
        .map(CorpusTest::found);
  }

  private static Map<String, Object> found(Sighting sighting) {
    Map<String, Object> found = new HashMap<>();
    List.of("name", "model", "status", "sacp", "source", "claimed_ip")
        .forEach(name -> found.put(name, null));
    found.putAll(sighting.attributes());
    return found;
  }

  @Override
  protected Collection<byte[]> requests(Sample sample) {
    return List.of(SnapmakerDiscovery.REQUEST);
  }
}
