// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp.description;

import io.kitty.ssdp.message.SearchRequest;
import io.kitty.ssdp.message.SsdpMessage;
import io.kitty.ssdp.message.SsdpMessage.Kind;
import io.kitty.ssdp.message.SsdpParser;
import io.kitty.testkit.contract.CorpusContract;
import io.kitty.testkit.contract.Sample;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

class CorpusTest extends CorpusContract {

  private static final Set<String> PROTOCOLS = Set.of("ssdp", "upnp-description");

  @Override
  protected boolean covers(Sample sample) {
    return PROTOCOLS.contains(sample.protocol());
  }

  @Override
  protected Optional<Map<String, Object>> read(Sample sample) {
    if (sample.protocol().equals("ssdp")) {
      return SsdpParser.parse(sample.bytes())
          .filter(message -> message.kind() == Kind.MSEARCH || message.isDevice())
          .map(message -> fields(message, sample));
    }
    String location = "http://" + sample.source().getHostAddress() + ":49152/desc.xml";
    DescriptionUrl from = DescriptionUrl.of(location, sample.source()).orElseThrow();
    return DescriptionParser.parse(new DescriptionXml(from, sample.bytes(), ""))
        .map(description -> new HashMap<>(description.fields()));
  }

  @Override
  protected Collection<byte[]> requests(Sample sample) {
    String target = sample.expect().path("st").asText();
    return SearchRequest.of(target, sample.expect().path("mx").asInt()).packets().stream()
        .map(SearchRequest.Packet::payload)
        .toList();
  }

  private static Map<String, Object> fields(SsdpMessage message, Sample sample) {
    boolean asked = message.kind() == Kind.RESPONSE || message.kind() == Kind.MSEARCH;
    Map<String, Object> fields = new HashMap<>();
    fields.put("kind", message.kind().name().toLowerCase(Locale.ROOT));
    fields.put("usn", message.usn());
    fields.put("udn", message.udn());
    fields.put(asked ? "st" : "nt", message.type());
    fields.put("location", message.location());
    fields.put("server", message.server());
    fields.put("max_age", message.maxAge());
    fields.put("bootid", message.bootId());
    fields.put("configid", message.configId());
    fields.put("mx", message.mx());
    fields.put("fetch", DescriptionUrl.of(message.location(), sample.source()).isPresent());
    return fields;
  }
}
