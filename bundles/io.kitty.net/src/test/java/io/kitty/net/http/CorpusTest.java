// SPDX-License-Identifier: Apache-2.0
package io.kitty.net.http;

import io.kitty.http.DeviceHttpException;
import io.kitty.testkit.contract.CorpusContract;
import io.kitty.testkit.contract.Sample;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Recorded responses; what their bodies mean is a matter of the protocol that asks for them. */
class CorpusTest extends CorpusContract {

  private static final int MAX_BODY = 256 * 1024;

  @Override
  protected boolean covers(Sample sample) {
    return sample.protocol().equals("upnp-http");
  }

  @Override
  protected Optional<Map<String, Object>> read(Sample sample) {
    ResponseReader reader = new ResponseReader(MAX_BODY);
    try {
      reader.read(sample.bytes(), sample.bytes().length);
      if (!reader.ended()) {
        reader.read(new byte[0], -1);
      }
    } catch (DeviceHttpException e) {
      return Optional.empty();
    }
    return Optional.of(Map.of("body", reader.response(Duration.ZERO).text()));
  }

  @Override
  protected Collection<byte[]> requests(Sample sample) {
    return List.of();
  }
}
