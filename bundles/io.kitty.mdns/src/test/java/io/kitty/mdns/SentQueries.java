// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns;

import io.kitty.mdns.dns.DnsName;
import io.kitty.mdns.dns.Packets;
import io.kitty.mdns.dns.Question;
import io.kitty.testkit.FakeContext;
import io.kitty.testkit.FakePort;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** Reads the queries that were sent from port 5353 to the IPv4 group. */
final class SentQueries {

  private final FakeContext context;
  private int skipped;

  SentQueries(FakeContext context) {
    this.context = context;
  }

  /** Skips all queries up to now. */
  void clear() {
    skipped = all().size();
  }

  private List<FakePort.Packet> all() {
    return context.ports().stream()
        .filter(port -> port.spec().port() == 5353)
        .flatMap(port -> port.sent().stream())
        .filter(packet -> packet.to().equals(new InetSocketAddress("224.0.0.251", 5353)))
        .toList();
  }

  private List<FakePort.Packet> packets() {
    List<FakePort.Packet> all = all();
    return all.subList(skipped, all.size());
  }

  /** The interfaces by which they were sent. */
  List<String> interfaces() {
    return packets().stream().map(FakePort.Packet::by).distinct().toList();
  }

  List<Question> questions() {
    List<Question> questions = new ArrayList<>();
    packets().forEach(packet -> questions.addAll(Packets.questions(packet.payload())));
    return questions;
  }

  /** The targets of the known answers. */
  List<DnsName> known() {
    List<DnsName> known = new ArrayList<>();
    packets().forEach(packet -> known.addAll(Packets.knownTargets(packet.payload())));
    return known;
  }
}
