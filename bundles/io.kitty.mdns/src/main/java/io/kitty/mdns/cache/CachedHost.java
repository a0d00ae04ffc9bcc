// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.cache;

import io.kitty.identifier.Identifier;
import io.kitty.mdns.dns.DnsName;
import io.kitty.mdns.dns.Question;
import io.kitty.mdns.dns.RecordTtl;
import io.kitty.mdns.dns.ServiceInstanceName;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * A host by the name in SRV records, with its addresses and services, as stated by one sender. Not
 * thread-safe.
 */
public final class CachedHost implements UnverifiedRecord {

  /** The maximum of addresses per family. */
  private static final int MAX_ADDRESSES = 16;

  private static final int MAX_IDENTIFIERS = 16;
  private static final int MAX_REPORTS = 20;
  private static final int MAX_TRIES = 3;

  private static final Duration SAME_MOMENT = Duration.ofSeconds(5);

  private static final String LOCAL = ".local";

  private final DnsName name;
  private final Optional<String> hostName;
  private final InetAddress sender;
  private final Supplier<Set<InetAddress>> others;
  private final Map<InetAddress, RecordTtl> addresses = new LinkedHashMap<>();
  private final Set<ServiceInstance> instances = new LinkedHashSet<>();
  private final Set<Identifier> identifiers = new TreeSet<>();
  private final AddressConflicts conflicts = new AddressConflicts();
  private Set<InetAddress> reported = Set.of();
  private boolean claimsOurAddress;
  private boolean withdrew;
  private boolean answersQuestions;
  private boolean deferred;
  private int reports;
  private long received;
  private int tries;
  private long nextTry;

  /**
   * @param sender the device itself, or a proxy that announces it
   * @param others the addresses that other senders state for this name
   */
  CachedHost(DnsName name, InetAddress sender, Supplier<Set<InetAddress>> others) {
    this.name = name;
    this.hostName = hostName(name);
    this.sender = sender;
    this.others = others;
  }

  private static Optional<String> hostName(DnsName name) {
    String text = name.text();
    int domain = text.length() - LOCAL.length();
    String shown =
        domain > 0 && text.regionMatches(true, domain, LOCAL, 0, LOCAL.length())
            ? text.substring(0, domain) + LOCAL
            : text;
    return ServiceInstanceName.isService(name)
        ? Optional.empty()
        : Identifier.hostName(shown).map(identifier -> shown);
  }

  public DnsName name() {
    return name;
  }

  /**
   * Returns the host name to display; empty if the SRV records hold a service name or an address
   * instead.
   */
  public Optional<String> hostName() {
    return hostName;
  }

  @Override
  public DnsName subject() {
    return name;
  }

  @Override
  public String title() {
    return key();
  }

  /** Returns the conflicts with other hosts, in both directions. */
  public AddressConflicts conflicts() {
    return conflicts;
  }

  @Override
  public InetAddress sender() {
    return sender;
  }

  /** Returns whether packets from this address are the host's own. */
  boolean isFrom(InetAddress other) {
    return sender.equals(other) || addresses.containsKey(other);
  }

  /** Returns whether the host has an address: a stated one, or the sender's if none is stated. */
  boolean isAt(InetAddress address) {
    Set<InetAddress> all = addresses();
    return all.isEmpty() ? sender.equals(address) : all.contains(address);
  }

  /** Returns the sighting key, which is also the name to display. */
  public String key() {
    return name.key();
  }

  /** Notes that its sender sent a record of it. */
  void received(long now) {
    received = now;
  }

  /** Notes that it answered a verification. */
  void answeredAQuestion() {
    answersQuestions = true;
  }

  /** Returns whether it has ever answered one: many devices only announce. */
  boolean answersQuestions() {
    return answersQuestions;
  }

  @Override
  public boolean receivedSince(long time) {
    return received - time > 0;
  }

  /**
   * Returns whether another host was updated later by more than the time within which two
   * interfaces of one device answer.
   */
  boolean isSupersededBy(CachedHost other) {
    return other.received - received > SAME_MOMENT.toNanos();
  }

  @Override
  public List<Question> questions() {
    return List.of(new Question(name, Question.Type.A), new Question(name, Question.Type.AAAA));
  }

  @Override
  public void withdraw(long now) {
    addresses.values().forEach(ttl -> ttl.withdraw(now));
    instances.forEach(instance -> instance.withdraw(now));
  }

  @Override
  public Optional<CachedHost> device() {
    return Optional.of(this);
  }

  /**
   * Returns all identifiers stated since the host was added: it is the same device while one of its
   * services restarts.
   */
  public Set<Identifier> identifiers() {
    return identifiers;
  }

  public void identify(Identifier identifier) {
    if (identifiers.size() < MAX_IDENTIFIERS) {
      identifiers.add(identifier);
    }
  }

  /** Returns whether services ended by a goodbye and did not just expire. */
  public boolean withdrew() {
    return withdrew;
  }

  public void withdrew(boolean now) {
    withdrew = now;
  }

  /** Returns the services located on this host; a live view. */
  public Set<ServiceInstance> instances() {
    return instances;
  }

  /** Returns whether another report is allowed in this tick, and counts it. */
  public boolean mayBeReported() {
    return reports++ < MAX_REPORTS;
  }

  /** Defers its report to the next tick. */
  public void defer() {
    deferred = true;
  }

  /** Returns whether a report was deferred, and resets the count of reports; called once a tick. */
  boolean takeDeferred() {
    boolean was = deferred;
    deferred = false;
    reports = 0;
    return was;
  }

  /** Returns the addresses of its last report. */
  public Set<InetAddress> reported() {
    return reported;
  }

  public void reported(Collection<InetAddress> now) {
    reported = new LinkedHashSet<>(now);
  }

  /**
   * Adds or renews an address.
   *
   * @param order which addresses to keep if there are too many, the best first
   */
  void address(InetAddress address, RecordTtl ttl, Comparator<InetAddress> order) {
    boolean ipv4 = address instanceof Inet4Address;
    List<InetAddress> family =
        addresses.keySet().stream().filter(each -> each instanceof Inet4Address == ipv4).toList();
    tries = 0;
    if (family.size() >= MAX_ADDRESSES && !addresses.containsKey(address)) {
      InetAddress worst = Collections.max(family, order);
      if (order.compare(address, worst) >= 0) {
        return;
      }
      addresses.remove(worst);
    }
    addresses.put(address, ttl);
  }

  /** Notes that a sender stated an address of this hub for it. */
  void claimOurAddress() {
    claimsOurAddress = true;
  }

  public boolean claimsOurAddress() {
    return claimsOurAddress;
  }

  /** Withdraws an address. */
  void leave(InetAddress address, long now) {
    RecordTtl ttl = addresses.get(address);
    if (ttl != null) {
      ttl.withdraw(now);
    }
  }

  /**
   * Withdraws all other addresses of a family (RFC 6762, §10.2); those received within the last
   * second stay, as they may belong to the same series of messages.
   */
  void leaveAllBut(Collection<InetAddress> those, boolean ipv4, long now) {
    addresses.forEach(
        (address, ttl) -> {
          if (address instanceof Inet4Address == ipv4
              && !those.contains(address)
              && !ttl.fresh(now)) {
            ttl.withdraw(now);
          }
        });
  }

  /** Removes expired addresses; returns whether there were any. */
  boolean prune(long now) {
    return addresses.values().removeIf(ttl -> ttl.ended(now));
  }

  /**
   * Returns the current addresses: those stated by its sender, else those stated by others, as a
   * device may announce the services of another one.
   */
  public Set<InetAddress> addresses() {
    return addresses.isEmpty() ? others.get() : ownAddresses();
  }

  /** Returns the addresses stated by its sender. */
  Set<InetAddress> ownAddresses() {
    return new LinkedHashSet<>(addresses.keySet());
  }

  /** Returns whether any address is known. */
  boolean isAddressed() {
    return !addresses().isEmpty();
  }

  /** Returns whether it has neither addresses nor services. */
  boolean isEmpty() {
    return addresses.isEmpty() && instances.isEmpty();
  }

  /** Returns the questions about it that are due. */
  List<Question> due(long now) {
    if (instances.isEmpty()) {
      return List.of();
    }
    Set<Question> due = new HashSet<>();
    boolean again = tries == 0 || (tries < MAX_TRIES && now - nextTry >= 0);
    if (again && !isAddressed()) {
      due.addAll(questions());
      nextTry = now + (1_000_000_000L << tries++);
    }
    addresses.forEach(
        (address, ttl) -> {
          if (ttl.refreshDue(now)) {
            due.add(
                new Question(
                    name, address instanceof Inet4Address ? Question.Type.A : Question.Type.AAAA));
          }
        });
    return new ArrayList<>(due);
  }
}
