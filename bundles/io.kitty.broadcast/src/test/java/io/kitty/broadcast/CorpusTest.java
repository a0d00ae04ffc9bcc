// SPDX-License-Identifier: Apache-2.0
package io.kitty.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kitty.device.Endpoint;
import io.kitty.device.Sighting;
import io.kitty.testkit.TestConfigs;
import io.kitty.testkit.contract.CorpusContract;
import io.kitty.testkit.contract.Sample;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class CorpusTest extends CorpusContract {

  private final BroadcastProvider.Config config =
      TestConfigs.defaults(BroadcastProvider.Config.class);

  @Override
  protected boolean covers(Sample sample) {
    return sample.protocol().equals("django-udp-discovery");
  }

  @Override
  protected Optional<Map<String, Object>> read(Sample sample) {
    Endpoint sender = new Endpoint(sample.source(), "eth0");
    return ServerReply.parse(sample.bytes(), config.prefix(), config.default_port())
        .map(answer -> SightingMapper.of(answer, sender, Duration.ofMinutes(1), List.of()))
        .map(Sighting::attributes);
  }

  @Override
  protected Collection<byte[]> requests(Sample sample) {
    return List.of(config.message().getBytes(UTF_8));
  }
}
