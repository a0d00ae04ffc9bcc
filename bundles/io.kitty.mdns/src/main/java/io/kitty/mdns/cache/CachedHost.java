// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.cache;

import io.kitty.device.Identifier;
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
 * A machine, by the host name that its services name: its addresses and services, as one sender
 * states them. Not thread-safe.
 */
public final class CachedHost implements UnverifiedRecord {

  /** How many addresses are known of each family. */
  private static final int MAX_ADDRESSES = 16;

  private static final int MAX_IDENTIFIERS = 16;
  private static final int MAX_REPORTS = 20;
  private static final int MAX_TRIES = 3;

  private static final Duration TOGETHER = Duration.ofSeconds(5);

  private static final String LOCAL = ".local";

  private final DnsName name;
  private final Optional<String> hostName;
  private final InetAddress sender;
  private final Supplier<Set<InetAddress>> others;
  private final Map<InetAddress, RecordTtl> addresses = new LinkedHashMap<>();
  private final Set<ServiceInstance> offers = new LinkedHashSet<>();
  private final Set<Identifier> identifiers = new TreeSet<>();
  private final AddressConflicts disputes = new AddressConflicts();
  private Set<InetAddress> reported = Set.of();
  private boolean claimsOurAddress;
  private boolean withdrew;
  private boolean answersQuestions;
  private boolean putOff;
  private int reports;
  private long heard;
  private int tries;
  private long nextTry;

  /**
   * @param sender who says so: the machine itself, or another that speaks for it
   * @param others the addresses that others state for this name
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
   * Its host name as it is shown; empty where its services name none, but themselves or an address.
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

  /** What was said against it, and what it said against others. */
  public AddressConflicts disputes() {
    return disputes;
  }

  @Override
  public InetAddress sender() {
    return sender;
  }

  /** Whether what this address sends is the word of the same machine. */
  boolean isSpokenForBy(InetAddress other) {
    return sender.equals(other) || addresses.containsKey(other);
  }

  /** Whether it is at an address: a stated one, or the sender's where none is stated. */
  boolean isAt(InetAddress address) {
    Set<InetAddress> all = addresses();
    return all.isEmpty() ? sender.equals(address) : all.contains(address);
  }

  /** Its key among the sightings, and its name as it is shown. */
  public String key() {
    return name.key();
  }

  /** Its sender spoke of it. */
  void heard(long now) {
    heard = now;
  }

  /** It has said again what it was asked. */
  void answersAQuestion() {
    answersQuestions = true;
  }

  /** Whether it has ever done so: many just announce themselves. */
  boolean answersQuestions() {
    return answersQuestions;
  }

  @Override
  public boolean heardSince(long time) {
    return heard - time > 0;
  }

  /** Whether another one was heard since: two connections of one machine answer together. */
  boolean isOvertakenBy(CachedHost other) {
    return other.heard - heard > TOGETHER.toNanos();
  }

  @Override
  public List<Question> questions() {
    return List.of(new Question(name, Question.Type.A), new Question(name, Question.Type.AAAA));
  }

  @Override
  public void withdraw(long now) {
    addresses.values().forEach(lease -> lease.withdraw(now));
    offers.forEach(offer -> offer.withdraw(now));
  }

  @Override
  public Optional<CachedHost> machine() {
    return Optional.of(this);
  }

  /**
   * What identifies it: all that it has said since it is known, as it is the same machine while one
   * of its services starts anew.
   */
  public Set<Identifier> identifiers() {
    return identifiers;
  }

  public void identify(Identifier identifier) {
    if (identifiers.size() < MAX_IDENTIFIERS) {
      identifiers.add(identifier);
    }
  }

  /** Whether it took back services, and did not just fall silent. */
  public boolean withdrew() {
    return withdrew;
  }

  public void withdrew(boolean now) {
    withdrew = now;
  }

  /** The services that are known to be here; a live view. */
  public Set<ServiceInstance> offers() {
    return offers;
  }

  /** Whether it may be reported once more before the next tick. */
  public boolean mayBeReported() {
    return reports++ < MAX_REPORTS;
  }

  /** Notes that it spoke too often to be reported each time. */
  public void putOff() {
    putOff = true;
  }

  /** Whether it was put off until now, as a tick begins. */
  boolean takePutOff() {
    boolean was = putOff;
    putOff = false;
    reports = 0;
    return was;
  }

  /** The addresses under which it was last reported. */
  public Set<InetAddress> reported() {
    return reported;
  }

  public void reported(Collection<InetAddress> now) {
    reported = new LinkedHashSet<>(now);
  }

  /**
   * It says that it has an address.
   *
   * @param order which addresses to know if they are too many, the best first
   */
  void address(InetAddress address, RecordTtl lease, Comparator<InetAddress> order) {
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
    addresses.put(address, lease);
  }

  /** Somebody says that it has an address of this hub's, which it has not. */
  void claimOurAddress() {
    claimsOurAddress = true;
  }

  public boolean claimsOurAddress() {
    return claimsOurAddress;
  }

  /** It says that it has left an address. */
  void leave(InetAddress address, long now) {
    RecordTtl lease = addresses.get(address);
    if (lease != null) {
      lease.withdraw(now);
    }
  }

  /**
   * It says that it has no other address of this family than those (RFC 6762, §10.2); what was
   * heard within the last second may be of the same series of messages, and stays.
   */
  void leaveAllBut(Collection<InetAddress> those, boolean ipv4, long now) {
    addresses.forEach(
        (address, lease) -> {
          if (address instanceof Inet4Address == ipv4
              && !those.contains(address)
              && !lease.fresh(now)) {
            lease.withdraw(now);
          }
        });
  }

  /** Forgets what holds no longer; whether there was anything. */
  boolean prune(long now) {
    return addresses.values().removeIf(lease -> lease.ended(now));
  }

  /**
   * The addresses that are stated for it now: by its sender, else by others, as one may announce
   * the services of another machine.
   */
  public Set<InetAddress> addresses() {
    return addresses.isEmpty() ? others.get() : ownAddresses();
  }

  /** The addresses that its sender states. */
  Set<InetAddress> ownAddresses() {
    return new LinkedHashSet<>(addresses.keySet());
  }

  /** Whether any address is stated for it. */
  boolean isAddressed() {
    return !addresses().isEmpty();
  }

  /** Whether nothing is known of it. */
  boolean isEmpty() {
    return addresses.isEmpty() && offers.isEmpty();
  }

  /** What has to be asked about it now. */
  List<Question> due(long now) {
    if (offers.isEmpty()) {
      return List.of();
    }
    Set<Question> due = new HashSet<>();
    boolean again = tries == 0 || (tries < MAX_TRIES && now - nextTry >= 0);
    if (again && !isAddressed()) {
      due.addAll(questions());
      nextTry = now + (1_000_000_000L << tries++);
    }
    addresses.forEach(
        (address, lease) -> {
          if (lease.refreshDue(now)) {
            due.add(
                new Question(
                    name, address instanceof Inet4Address ? Question.Type.A : Question.Type.AAAA));
          }
        });
    return new ArrayList<>(due);
  }
}
