// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.cache;

import io.kitty.mdns.dns.DnsName;
import io.kitty.mdns.dns.Question;
import io.kitty.mdns.dns.RecordTtl;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one machine says and another one contradicts: a goodbye, a service elsewhere, another
 * address of a host. Multicast DNS has no authentication, so that the machine itself is asked. What
 * one that has confirmed such a thing before does not confirm in two seconds has ended; one that
 * answers no questions keeps its lifetime. A host name at another address may be another machine:
 * what speaks again within twenty seconds, or came back after it had ended, stays. Bounded. Not
 * thread-safe.
 */
final class Verifications {

  /** How long an answer may take. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** How long a host name waits for its machine to speak, whatever it says. */
  private static final Duration NAME_PATIENCE = Duration.ofSeconds(20);

  /** A host that did not speak, and does so later, is not doubted again for longer. */
  private static final Duration NAME_REST = Duration.ofHours(1);

  /** Who has just answered is not asked again. */
  private static final Duration REST = Duration.ofSeconds(30);

  private static final int MAX = 256;

  /** How one machine contradicts what another one said. */
  enum Contradiction {
    /** It takes back what the other one announced. */
    GOODBYE,
    /** It has the service of that name elsewhere. */
    SERVICE,
    /**
     * It gives the host of that name another address: it is the same one or not, as the hub finds.
     */
    NAME
  }

  /**
   * What was confirmed although another one contradicts it.
   *
   * @param by the address of the one that contradicts
   */
  record Answer(UnverifiedRecord doubted, Contradiction what, InetAddress by) {

    /** The code of the warning about it. */
    String code() {
      return what == Contradiction.GOODBYE ? "goodbye-by-another" : "service-conflict";
    }

    /** The same in one sentence, whichever of the two machines is told of. */
    String text() {
      String one = doubted.sender().getHostAddress();
      String other = by.getHostAddress();
      return what == Contradiction.GOODBYE
          ? other + " says that " + doubted.title() + " of " + one + " has left, which it has not"
          : Stream.of(one, other).sorted().collect(Collectors.joining(" and "))
              + " both announce the service "
              + doubted.title();
    }
  }

  private record Key(DnsName subject, InetAddress sender, Contradiction what) {}

  private static final class Doubt {
    private final UnverifiedRecord doubted;
    private final Contradiction what;
    private final InetAddress by;
    private final long since;
    private boolean settled;
    private long rest = REST.toNanos();

    Doubt(UnverifiedRecord doubted, Contradiction what, InetAddress by, long since) {
      this.doubted = doubted;
      this.what = what;
      this.by = by;
      this.since = since;
    }

    boolean isDue(long now) {
      Duration patience = what == Contradiction.NAME ? NAME_PATIENCE : PATIENCE;
      return !settled && now - since >= patience.toNanos();
    }

    boolean isConfirmed() {
      return doubted.heardSince(since);
    }
  }

  private final Map<Key, Doubt> doubts = new LinkedHashMap<>();
  private boolean news;

  /**
   * Begins to doubt what was heard, unless it was confirmed just now.
   *
   * @param by the address of the one that contradicts
   */
  void raise(UnverifiedRecord doubted, Contradiction what, InetAddress by, long now) {
    Key key = new Key(doubted.subject(), doubted.sender(), what);
    if (doubts.size() < MAX && !doubts.containsKey(key)) {
      doubts.put(key, new Doubt(doubted, what, by, now));
      news = true;
    }
  }

  /** Whether something has to be asked that was not asked yet. */
  boolean hasNews() {
    return news;
  }

  /** What has to be asked of those that have not answered yet. */
  Set<Question> due(long now) {
    news = false;
    Set<Question> due = new LinkedHashSet<>();
    for (Doubt doubt : doubts.values()) {
      if (!doubt.isConfirmed() && now - doubt.since <= PATIENCE.toNanos()) {
        due.addAll(doubt.doubted.questions());
      }
    }
    return due;
  }

  /**
   * Ends what was not confirmed in time.
   *
   * @param touched takes the machines that this is about
   * @return what was confirmed, but for hosts of one name: that may be one with two connections
   */
  List<Answer> settle(long now, Set<CachedHost> touched) {
    List<Answer> answers = new ArrayList<>();
    for (Doubt doubt : doubts.values()) {
      if (doubt.isDue(now)) {
        doubt.settled = true;
        judge(doubt, answers, touched, now);
      }
    }
    doubts.values().removeIf(doubt -> doubt.settled && now - doubt.since > doubt.rest);
    return answers;
  }

  private static void judge(Doubt doubt, List<Answer> answers, Set<CachedHost> touched, long now) {
    boolean name = doubt.what == Contradiction.NAME;
    Optional<CachedHost> machine = doubt.doubted.machine();
    if (doubt.isConfirmed()) {
      if (name) {
        return;
      }
      machine.ifPresent(CachedHost::answersAQuestion);
      answers.add(new Answer(doubt.doubted, doubt.what, doubt.by));
    } else if (name || machine.map(CachedHost::answersQuestions).orElse(true)) {
      doubt.doubted.withdraw(now - RecordTtl.GRACE.toNanos());
      doubt.rest = (name ? NAME_REST : REST).toNanos();
    } else {
      return; // nothing is known of it but what it said before
    }
    machine.ifPresent(touched::add);
  }
}
