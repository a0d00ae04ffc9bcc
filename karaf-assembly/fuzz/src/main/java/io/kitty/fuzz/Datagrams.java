// SPDX-License-Identifier: Apache-2.0
package io.kitty.fuzz;

import static io.kitty.fuzz.Invariants.atMost;
import static io.kitty.fuzz.Invariants.check;
import static io.kitty.fuzz.Invariants.same;

import io.kitty.discovery.Datagram;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.testkit.FakeContext;
import io.kitty.testkit.FakePort;
import io.kitty.testkit.TestLinks;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * Gives a datagram to a provider as the hub does, without sockets, and checks what comes of it. Its
 * tasks, some of which connect, are not run.
 */
public final class Datagrams {

  private static final InetSocketAddress SENDER =
      new InetSocketAddress(TestLinks.address("192.0.2.9"), 40_000);

  /** More than any protocol sends because of one datagram. */
  private static final int MAX_SENT = 64;

  private static final int MAX_PACKET = 1472;

  private Datagrams() {}

  /**
   * Delivers a datagram twice, each time to a new provider.
   *
   * @param provider creates a provider
   * @param delay how long the provider may wait before it reports
   */
  public static void deliver(
      Callable<? extends DiscoveryProvider> provider, Duration delay, byte[] payload)
      throws Exception {
    List<Object> outcome = outcome(provider.call(), delay, payload);
    same(outcome, outcome(provider.call(), delay, payload));
  }

  /** Returns everything that the provider reports, in order. */
  private static List<Object> outcome(DiscoveryProvider provider, Duration delay, byte[] payload)
      throws Exception {
    try (FakeContext context = new FakeContext()) {
      context.links(TestLinks.lan());
      context.queueTasks();
      provider.start(context);
      int before = context.sent().size();
      context.deliver(new Datagram(payload.clone(), SENDER, "eth0", true));
      List<FakePort.Packet> sent = context.sent();
      atMost("packets sent", sent.subList(before, sent.size()), MAX_SENT);
      context.advance(delay);
      sent.forEach(each -> check(each.payload().length <= MAX_PACKET, "a packet is too large"));
      atMost("sightings", context.sightings(), payload.length);
      context.sightings().forEach(Invariants::check);
      context.relays().forEach(each -> check(each.sighting()));
      context.notices().forEach(each -> check(each.sighting()));
      context.goodbyes().forEach(each -> check(!each.key().isEmpty(), "a goodbye has no key"));
      return Stream.of(context.sightings(), context.relays(), context.notices(), context.goodbyes())
          .<Object>flatMap(List::stream)
          .toList();
    }
  }
}
