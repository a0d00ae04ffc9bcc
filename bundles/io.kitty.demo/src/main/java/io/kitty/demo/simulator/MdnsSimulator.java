// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.kitty.demo.simulator.DnsMessage.Query;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A host with services over multicast DNS: it announces them, answers queries, and sends a goodbye
 * when it leaves (RFC 6762, RFC 6763).
 */
final class MdnsSimulator implements ProtocolSimulator {

  private static final Logger LOG = LoggerFactory.getLogger(MdnsSimulator.class);

  static final InetAddress GROUP = LoopbackNetwork.address(224, 0, 0, 251);
  static final int PORT = 5353;

  private static final DnsName LOCAL = DnsName.of("local");
  private static final DnsName TYPES = DnsName.of("_services._dns-sd._udp.local");

  private final SimulatedAddress host;
  private final List<DnsRecord> records;

  MdnsSimulator(SimulatedAddress host, JsonNode values) {
    this.host = host;
    this.records = records(host.address(), values);
  }

  private static List<DnsRecord> records(InetAddress address, JsonNode values) {
    List<DnsRecord> records = new ArrayList<>();
    DnsName host = LOCAL.under(values.path("host").asText());
    for (JsonNode service : values.path("services")) {
      DnsName type = DnsName.of(service.path("type").asText() + ".local");
      DnsName instance = type.under(service.path("name").asText(values.path("name").asText()));
      records.add(DnsRecord.pointer(TYPES, type));
      records.add(DnsRecord.pointer(type, instance));
      records.add(DnsRecord.server(instance, service.path("port").asInt(), host));
      records.add(DnsRecord.text(instance, service.path("txt")));
    }
    records.add(DnsRecord.address(host, address));
    return List.copyOf(records);
  }

  @Override
  public void start() throws IOException {
    host.listen(PORT, this::handle);
    host.join(GROUP, PORT, this::handle);
    host.twice(() -> send(own()));
  }

  @Override
  public void goodbye() {
    try {
      send(own().stream().map(each -> each.withTtl(0)).toList());
    } catch (IOException e) {
      LOG.debug("{} could not send its goodbye", host.ip(), e);
    }
  }

  /** All but the list of types, which is shared. */
  private List<DnsRecord> own() {
    return records.stream().filter(each -> !each.name().matches(TYPES)).toList();
  }

  private void send(List<DnsRecord> what) throws IOException {
    host.send(PORT, DnsMessage.response(what, List.of()), new InetSocketAddress(GROUP, PORT));
  }

  private void handle(byte[] payload, InetSocketAddress from) throws IOException {
    Optional<Query> query = DnsMessage.query(payload);
    if (query.isPresent()) {
      answer(query.get(), from);
    }
  }

  /** Answers with the requested records, and those that will be requested next. */
  private void answer(Query query, InetSocketAddress from) throws IOException {
    List<DnsRecord> answers =
        records.stream()
            .filter(each -> query.questions().stream().anyMatch(asked -> asked.isAbout(each)))
            .toList();
    if (answers.isEmpty()) {
      return;
    }
    List<DnsRecord> additional =
        records.stream()
            .filter(each -> each.type() != DnsRecord.PTR && !answers.contains(each))
            .toList();
    if (from.getPort() == PORT) {
      byte[] response = DnsMessage.response(answers, additional);
      host.send(PORT, response, new InetSocketAddress(GROUP, PORT));
    } else {
      host.send(PORT, DnsMessage.response(query, answers, additional), from);
    }
  }
}
