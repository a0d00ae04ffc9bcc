// SPDX-License-Identifier: Apache-2.0
package io.kitty.flashforge;

import io.kitty.device.Sighting;
import io.kitty.discovery.Datagram;
import io.kitty.testkit.TestLinks;
import io.kitty.testkit.contract.CorpusContract;
import io.kitty.testkit.contract.Sample;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

class CorpusTest extends CorpusContract {

  /** How a note states where a request wants its reply. */
  private static final Pattern CLIENT =
      Pattern.compile("client_ip: \"([0-9.]+)\"; client_port: ([0-9]+)");

  @Override
  protected boolean covers(Sample sample) {
    return sample.protocol().equals("flashforge");
  }

  @Override
  protected Optional<Map<String, Object>> read(Sample sample) {
    Datagram datagram =
        new Datagram(sample.bytes(), new InetSocketAddress(sample.source(), 19000), "eth0", true);
    return ReplyParser.read(datagram, Duration.ofSeconds(90)).map(CorpusTest::fields);
  }

  private static Map<String, Object> fields(Sighting sighting) {
    Map<String, Object> fields = new TreeMap<>(sighting.attributes());
    fields.putIfAbsent("serial", null);
    return fields;
  }

  @Override
  protected Collection<byte[]> requests(Sample sample) {
    List<byte[]> requests = new ArrayList<>(List.of(FlashforgeProvider.OLD_REQUEST, new byte[0]));
    Matcher client = CLIENT.matcher(sample.note());
    if (client.find()) {
      requests.add(
          FlashforgeProvider.request(
              TestLinks.address(client.group(1)), Integer.parseInt(client.group(2))));
    }
    return requests;
  }
}
