// SPDX-License-Identifier: Apache-2.0
package io.kitty.beacon;

import io.kitty.beacon.Beacon.Status;
import io.kitty.testkit.contract.CorpusContract;
import io.kitty.testkit.contract.Sample;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class CorpusTest extends CorpusContract {

  private static final String SERVICE = "_woot._tcp.local.";

  @Override
  protected boolean covers(Sample sample) {
    return sample.protocol().equals("woot");
  }

  @Override
  protected Optional<Map<String, Object>> read(Sample sample) {
    return Beacon.parse(sample.bytes(), SERVICE)
        .map(
            beacon ->
                Map.of(
                    "port", beacon.port(),
                    "host", beacon.host(),
                    "status", beacon.status(),
                    "action", beacon.status() == Status.DOWN ? "remove" : "add",
                    "ip", sample.source().getHostAddress()));
  }

  @Override
  protected Collection<byte[]> requests(Sample sample) {
    return Beacon.parse(sample.bytes(), SERVICE)
        .map(Beacon::packet)
        .map(List::of)
        .orElse(List.of());
  }
}
