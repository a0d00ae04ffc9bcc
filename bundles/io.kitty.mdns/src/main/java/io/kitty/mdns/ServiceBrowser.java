// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns;

import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.NetworkLink;
import io.kitty.mdns.cache.LinkCache;
import io.kitty.mdns.cache.MdnsCache;
import io.kitty.mdns.dns.KnownAnswer;
import io.kitty.mdns.dns.Question;
import io.kitty.mdns.dns.ServiceInstanceName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.LongSupplier;

/** Browses in rounds: queries all types by name, and which types exist, on every link. */
final class ServiceBrowser {

  /** A round is sent three times, as packets get lost, at growing intervals (RFC 6762, §5.2). */
  private static final List<Duration> REPEATS =
      List.of(Duration.ofSeconds(1), Duration.ofSeconds(3));

  private final DiscoveryContext context;
  private final QuerySender sender;
  private final MdnsCache caches;
  private final List<String> types;
  private final LongSupplier nanos;

  /**
   * @param types the service types to query by name on each link
   * @param nanos the monotonic time
   */
  ServiceBrowser(
      DiscoveryContext context,
      QuerySender sender,
      MdnsCache caches,
      List<String> types,
      LongSupplier nanos) {
    this.context = context;
    this.sender = sender;
    this.caches = caches;
    this.types = types;
    this.nanos = nanos;
  }

  /** Starts a round. */
  void round() {
    browse();
    REPEATS.forEach(delay -> context.schedule(delay, this::browse));
    sender.queryForUnicast(questions(types));
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
      sender.query(link.name(), questions, known);
    }
  }

  private static List<Question> questions(Collection<String> types) {
    List<Question> questions = new ArrayList<>();
    questions.add(new Question(ServiceInstanceName.TYPES, Question.Type.PTR));
    types.forEach(type -> questions.add(Question.browse(type)));
    return questions;
  }
}
