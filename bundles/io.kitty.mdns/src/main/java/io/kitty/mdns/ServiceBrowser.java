// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns;

import io.kitty.discovery.DatagramPort;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.NetworkLink;
import io.kitty.mdns.cache.LinkCache;
import io.kitty.mdns.cache.MdnsCache;
import io.kitty.mdns.dns.KnownAnswer;
import io.kitty.mdns.dns.QueryWriter;
import io.kitty.mdns.dns.Question;
import io.kitty.mdns.dns.ServiceInstanceName;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;
import javax.jmdns.impl.DNSOutgoing;

/** Browses in rounds: asks on every link for all types by name, and which types there are. */
final class ServiceBrowser {

  /** The port of multicast DNS. */
  static final int PORT = 5353;

  private static final InetAddress GROUP_V4 = address("224.0.0.251");
  private static final InetAddress GROUP_V6 = address("ff02::fb");

  /** A round asks three times, as packets get lost, each time later (RFC 6762, §5.2). */
  private static final List<Duration> AGAIN = List.of(Duration.ofSeconds(1), Duration.ofSeconds(3));

  private final DiscoveryContext context;
  private final QuerySenders senders;
  private final MdnsCache caches;
  private final List<String> types;
  private final LongSupplier nanos;

  /**
   * @param types the service types to ask for by name on each link
   * @param nanos the monotonic time
   */
  ServiceBrowser(
      DiscoveryContext context,
      QuerySenders senders,
      MdnsCache caches,
      List<String> types,
      LongSupplier nanos) {
    this.context = context;
    this.senders = senders;
    this.caches = caches;
    this.types = types;
    this.nanos = nanos;
  }

  /** The groups to which questions go. */
  static InetAddress[] groups(boolean ipv6) {
    return ipv6 ? new InetAddress[] {GROUP_V4, GROUP_V6} : new InetAddress[] {GROUP_V4};
  }

  /**
   * Begins a round.
   *
   * @param direct a port that answers come back to directly
   */
  void round(DatagramPort direct, InetAddress[] groups) {
    browse();
    AGAIN.forEach(delay -> context.schedule(delay, this::browse));
    for (DNSOutgoing each : QueryWriter.of(questions(types), List.of())) {
      for (InetAddress group : groups) {
        direct.multicast(each.data(), group, PORT);
      }
    }
  }

  private void browse() {
    for (NetworkLink link : context.links()) {
      List<Question> questions;
      List<KnownAnswer> known;
      synchronized (caches) {
        LinkCache cache = caches.of(link.name());
        questions = questions(cache.types().takeAll());
        known = cache.known(nanos.getAsLong());
      }
      senders.query(link.name(), questions, known);
    }
  }

  private static List<Question> questions(Collection<String> types) {
    List<Question> questions = new ArrayList<>();
    questions.add(new Question(ServiceInstanceName.TYPES, Question.Type.PTR));
    types.forEach(type -> questions.add(Question.browse(type)));
    return questions;
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
