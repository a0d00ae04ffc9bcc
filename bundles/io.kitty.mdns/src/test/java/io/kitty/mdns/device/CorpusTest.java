// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.device;

import io.kitty.device.Service;
import io.kitty.device.Sighting;
import io.kitty.mdns.cache.LinkCache;
import io.kitty.mdns.dns.DnsMessage;
import io.kitty.mdns.dns.DnsMessageReader;
import io.kitty.mdns.dns.ResourceRecord;
import io.kitty.mdns.dns.ServiceInstanceName;
import io.kitty.mdns.type.ServiceTypeTable;
import io.kitty.mdns.type.ServiceTypes;
import io.kitty.testkit.contract.CorpusContract;
import io.kitty.testkit.contract.Sample;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

class CorpusTest extends CorpusContract {

  @Override
  protected boolean covers(Sample sample) {
    return sample.protocol().equals("mdns");
  }

  @Override
  protected Optional<Map<String, Object>> read(Sample sample) {
    return DnsMessageReader.read(sample.bytes(), ServiceTypeTable::bytesOf)
        .map(message -> found(message, sample.source()));
  }

  /** The queries are those of other programs: they only have to be read as such. */
  @Override
  protected Collection<byte[]> requests(Sample sample) {
    return DnsMessageReader.read(sample.bytes(), ServiceTypeTable::bytesOf)
        .filter(message -> !message.response())
        .map(query -> sample.bytes())
        .stream()
        .toList();
  }

  private static Map<String, Object> found(DnsMessage message, InetAddress source) {
    Map<String, Object> found = new HashMap<>();
    found.put("kind", kind(message));
    message.records().stream()
        .filter(ResourceRecord.Pointer.class::isInstance)
        .map(ResourceRecord.Pointer.class::cast)
        .findFirst()
        .ifPresent(pointer -> found.putAll(fields(pointer)));
    LinkCache cache = new LinkCache(new ServiceTypes(List.of()), InstantSource.system());
    AddressSelector addresses = new AddressSelector("eth0", List.of());
    cache.handle(message, source, addresses, 0);
    TreeSet<String> types = new TreeSet<>();
    cache.types().listed().forEach(type -> types.add(type + ".local"));
    found.put("types", types);
    cache.current().stream()
        .flatMap(host -> new SightingBuilder(host, addresses, 0).sightings().stream())
        .findFirst()
        .ifPresent(sighting -> found.putAll(fields(sighting)));
    return found;
  }

  private static String kind(DnsMessage message) {
    boolean goodbye =
        !message.records().isEmpty()
            && message.records().stream().allMatch(each -> each.validity().goodbye());
    return message.response() ? (goodbye ? "goodbye" : "response") : "query";
  }

  private static Map<String, Object> fields(ResourceRecord.Pointer pointer) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("ttl", pointer.validity().ttl());
    ServiceInstanceName.of(pointer.target())
        .ifPresent(
            name -> {
              fields.put("service", name.type());
              fields.put("instance", name.instance());
            });
    return fields;
  }

  private static Map<String, Object> fields(Sighting sighting) {
    Map<String, Object> fields = new HashMap<>(sighting.attributes());
    fields.putIfAbsent("ip", "null");
    Map<String, String> txt = new TreeMap<>();
    sighting.services().stream().map(Service::txt).forEach(txt::putAll);
    sighting.readings().forEach((key, value) -> txt.put(key, value.toString()));
    fields.put("txt", txt);
    return fields;
  }
}
