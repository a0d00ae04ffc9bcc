// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns;

import io.kitty.device.Identifier;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A machine, by the host name that its services name: its addresses and services. Not thread-safe.
 */
final class Host {

  private static final int MOST_ADDRESSES = 16;
  private static final int MOST_IDENTIFIERS = 16;
  private static final int MOST_REPORTS = 20;
  private static final int MOST_TRIES = 3;

  private final Name name;
  private final InetAddress introducer;
  private final Map<InetAddress, Lease> addresses = new LinkedHashMap<>();
  private final Set<Offer> offers = new LinkedHashSet<>();
  private final Set<Identifier> identifiers = new TreeSet<>();
  private Set<InetAddress> reported = Set.of();
  private boolean withdrew;
  private int reports;
  private @Nullable InetAddress sender;
  private int tries;
  private long nextTry;

  /**
   * @param introducer who spoke of it first
   */
  Host(Name name, InetAddress introducer) {
    this.name = name;
    this.introducer = introducer;
  }

  Name name() {
    return name;
  }

  /** Who spoke of it first. */
  InetAddress introducer() {
    return introducer;
  }

  /** Its key among the sightings, and its name as it is shown. */
  String key() {
    return name.key();
  }

  /** Who spoke of it last, over IPv4 if anybody did; empty if nobody did yet. */
  Optional<InetAddress> sender() {
    return Optional.ofNullable(sender);
  }

  void heardFrom(InetAddress from) {
    if (from instanceof Inet4Address || !(sender instanceof Inet4Address)) {
      sender = from;
    }
  }

  /**
   * What identifies it: all that it has said since it is known, as it is the same machine while one
   * of its services starts anew.
   */
  Set<Identifier> identifiers() {
    return identifiers;
  }

  void identify(Optional<Identifier> identifier) {
    if (identifiers.size() < MOST_IDENTIFIERS) {
      identifier.ifPresent(identifiers::add);
    }
  }

  /** Whether it took back services, and did not just fall silent. */
  boolean withdrew() {
    return withdrew;
  }

  void withdrew(boolean now) {
    withdrew = now;
  }

  /** The services that are known to be here; a live view. */
  Set<Offer> offers() {
    return offers;
  }

  /** Whether it may be reported once more before the next tick. */
  boolean mayBeReported() {
    return reports++ < MOST_REPORTS;
  }

  void newTick() {
    reports = 0;
  }

  /** The addresses under which it was last reported. */
  Set<InetAddress> reported() {
    return reported;
  }

  void reported(Collection<InetAddress> now) {
    reported = new LinkedHashSet<>(now);
  }

  void address(InetAddress address, Lease lease) {
    if (addresses.containsKey(address) || addresses.size() < MOST_ADDRESSES) {
      addresses.put(address, lease);
      tries = 0;
    }
  }

  /** It says that it has left an address. */
  void leave(InetAddress address, long now) {
    Lease lease = addresses.get(address);
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

  /** The addresses that it claims now. */
  Set<InetAddress> addresses() {
    return new LinkedHashSet<>(addresses.keySet());
  }

  /** Whether it said any address. */
  boolean isAddressed() {
    return !addresses.isEmpty();
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
    boolean again = tries == 0 || (tries < MOST_TRIES && now - nextTry >= 0);
    if (addresses.isEmpty() && again) {
      due.add(new Question(name, Question.Type.A));
      due.add(new Question(name, Question.Type.AAAA));
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
