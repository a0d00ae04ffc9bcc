// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns;

import io.kitty.device.Endpoint;
import io.kitty.discovery.Datagram;
import io.kitty.discovery.DatagramPort;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.Link;
import io.kitty.discovery.PortSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import javax.jmdns.impl.DNSOutgoing;
import org.jspecify.annotations.Nullable;

/**
 * mDNS discovery as long as one context lasts. It asks by JmDNS and hears by a port of the hub's,
 * which tells the interface of each message and whether its sender is on the link; of what it hears
 * it keeps a {@link Zone} for each link, and reports from there.
 */
final class MdnsDiscovery {

  private static final int PORT = 5353;
  private static final InetAddress GROUP_V4 = address("224.0.0.251");
  private static final InetAddress GROUP_V6 = address("ff02::fb");

  /** As RFC 6762, §11 asks for. */
  private static final int TTL = 255;

  /** How often what is known is looked through. */
  private static final Duration TICK = Duration.ofSeconds(1);

  /** How often machines are reported, in ticks: an address that is not repeated ends. */
  private static final int REPEAT = 30;

  /** A round asks three times, as packets get lost, each time later (RFC 6762, §5.2). */
  private static final List<Duration> AGAIN = List.of(Duration.ofSeconds(1), Duration.ofSeconds(3));

  /** How much is asked in one tick beyond the rounds, so that no stranger has this hub ask much. */
  private static final int MOST_QUESTIONS = 64;

  /** How many services are reported at once in one tick; what comes faster waits for the next. */
  private static final int MOST_REPORTS = 4000;

  /** How often it is reported at once in one tick what one sender says. */
  private static final int MOST_REPORTS_EACH = 80;

  private final DiscoveryContext context;
  private final Askers askers;
  private final List<String> types;
  private final LongSupplier nanos;
  private final Map<String, Zone> zones = new HashMap<>();
  private final Map<String, Set<String>> browsed = new HashMap<>();
  private int budget = MOST_QUESTIONS;
  private int reports = MOST_REPORTS;
  private final Map<InetAddress, Integer> reportsOf = new HashMap<>();
  private int ticks;
  private boolean asking;
  private boolean pruning;

  /**
   * @param types the service types to ask for by name
   * @param nanos the monotonic time
   */
  MdnsDiscovery(DiscoveryContext context, Askers askers, List<String> types, LongSupplier nanos) {
    this.context = context;
    this.askers = askers;
    this.types = types;
    this.nanos = nanos;
  }

  /**
   * Opens its ports: the well-known one, and another that answers come back to directly, for
   * machines whose multicast does not get through.
   *
   * @throws IOException if a port cannot be had
   */
  void start(Duration interval, boolean ipv6) throws IOException {
    InetAddress[] groups =
        ipv6 ? new InetAddress[] {GROUP_V4, GROUP_V6} : new InetAddress[] {GROUP_V4};
    context.open(PortSpec.listening(PORT, groups).ttl(TTL), this::hear);
    DatagramPort direct = context.open(PortSpec.ephemeral().ttl(TTL), this::hear);
    context.onLinks(links -> context.execute(() -> follow(links)));
    context.scan(interval, () -> scan(direct, groups));
    context.schedule(TICK, this::tick);
  }

  private void follow(List<Link> links) {
    askers.follow(links);
    synchronized (this) {
      List<String> names = links.stream().map(Link::name).toList();
      zones.keySet().retainAll(names);
      browsed.keySet().retainAll(names);
    }
  }

  private void hear(Datagram datagram) {
    MessageReader.read(datagram.payload())
        .ifPresentOrElse(message -> hear(message, datagram), () -> context.count("malformed", 1));
  }

  /** Takes in an answer. Only those from this link count (RFC 6762, §11). */
  private void hear(Message message, Datagram datagram) {
    if (!message.response()) {
      return;
    }
    if (!datagram.onLink()) {
      context.count("off_link", 1);
      return;
    }
    String place = datagram.interfaceName();
    boolean open;
    boolean leaving;
    synchronized (this) {
      long now = nanos.getAsLong();
      Zone zone = zones.computeIfAbsent(place, key -> new Zone());
      for (Host host : zone.hear(message, datagram.address(), now)) {
        if (reports > 0 && host.mayBeReported() && isPatientWith(datagram.address())) {
          reports -= host.offers().size();
          report(host, place, now);
        } else {
          zone.putOff(host);
        }
      }
      open = !asking && budget > 0 && (zone.hasNews() || !newTypes(place, zone).isEmpty());
      asking |= open;
      leaving = !pruning && message.hasGoodbye();
      pruning |= leaving;
    }
    if (leaving) {
      context.schedule(Lease.GRACE, this::prune);
    }
    if (open) {
      context.execute(() -> askMissing(place));
    }
  }

  private boolean isPatientWith(InetAddress sender) {
    return reportsOf.merge(sender, 1, Integer::sum) <= MOST_REPORTS_EACH;
  }

  /** Reports a machine where it is, and withdraws it from where it is no more. */
  private void report(Host host, String place, long now) {
    Addresses addresses = new Addresses(place, link(place));
    Portrait portrait = new Portrait(host, addresses, now);
    if (portrait.isEmpty() && !host.withdrew()) {
      return; // its evidence ends by itself
    }
    List<Endpoint> endpoints = portrait.isEmpty() ? List.of() : addresses.endpoints(host);
    for (Endpoint endpoint : endpoints) {
      context.report(portrait.at(endpoint));
    }
    List<InetAddress> here = endpoints.stream().map(Endpoint::address).toList();
    for (InetAddress before : host.reported()) {
      if (!here.contains(before)) {
        context.goodbye(host.key(), before);
      }
    }
    host.reported(here);
  }

  private @Nullable Link link(String name) {
    return context.links().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  /** Asks for all types by name, and which there are. */
  private void scan(DatagramPort direct, InetAddress[] groups) {
    if (context.closed()) {
      return;
    }
    follow(context.links());
    browse();
    AGAIN.forEach(delay -> context.schedule(delay, this::browse));
    for (DNSOutgoing each : Queries.of(questions(types), List.of())) {
      for (InetAddress group : groups) {
        direct.multicast(each.data(), group, PORT);
      }
    }
  }

  private void browse() {
    for (Link link : context.links()) {
      String place = link.name();
      Set<String> all = new LinkedHashSet<>(types);
      List<KnownAnswer> known;
      synchronized (this) {
        Zone zone = zones.computeIfAbsent(place, key -> new Zone());
        newTypes(place, zone).forEach(type -> browsed(place).add(type));
        all.addAll(zone.types());
        known = zone.known(nanos.getAsLong());
      }
      askers.ask(place, questions(all), known);
    }
  }

  private static List<Question> questions(Collection<String> types) {
    List<Question> questions = new ArrayList<>();
    questions.add(new Question(ServiceName.TYPES, Question.Type.PTR));
    types.forEach(type -> questions.add(Question.browse(type)));
    return questions;
  }

  /** Types that were found and have not been asked for by name. */
  private Set<String> newTypes(String place, Zone zone) {
    Set<String> fresh = new LinkedHashSet<>(zone.types());
    fresh.removeAll(browsed(place));
    fresh.removeAll(types);
    return fresh;
  }

  private Set<String> browsed(String place) {
    return browsed.computeIfAbsent(place, key -> new LinkedHashSet<>());
  }

  /** Asks at once for what an answer left open. */
  private void askMissing(String place) {
    List<Question> questions = new ArrayList<>();
    synchronized (this) {
      asking = false;
      Zone zone = zones.get(place);
      if (zone == null) {
        return;
      }
      newTypes(place, zone)
          .forEach(
              type -> {
                browsed(place).add(type);
                questions.add(Question.browse(type));
              });
      questions.addAll(zone.missing(nanos.getAsLong()));
      keepToBudget(questions);
    }
    askers.ask(place, questions, List.of());
  }

  private void keepToBudget(List<Question> questions) {
    if (questions.size() > budget) {
      questions.subList(budget, questions.size()).clear();
    }
    budget -= questions.size();
  }

  /** Lets go what was taken back. */
  private synchronized void prune() {
    pruning = false;
    long now = nanos.getAsLong();
    zones.forEach((place, zone) -> zone.prune(now).forEach(host -> report(host, place, now)));
  }

  /** Looks through what is known: lets go what has ended, and asks for what is about to. */
  private void tick() {
    Map<String, List<Question>> asked = new HashMap<>();
    synchronized (this) {
      long now = nanos.getAsLong();
      boolean repeat = ++ticks % REPEAT == 0;
      budget = MOST_QUESTIONS;
      reports = MOST_REPORTS;
      reportsOf.clear();
      zones.forEach(
          (place, zone) -> {
            Set<Host> touched = zone.prune(now);
            touched.addAll(zone.takePutOff());
            (repeat ? zone.hosts() : List.<Host>of()).forEach(touched::add);
            touched.forEach(host -> report(host, place, now));
            asked.put(place, new ArrayList<>(zone.due(now)));
            keepToBudget(asked.get(place));
          });
    }
    asked.forEach((place, questions) -> askers.ask(place, questions, List.of()));
    context.schedule(TICK, this::tick);
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
