// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns;

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
 * answers no questions keeps its lifetime. A host name at another address ends nothing: that may be
 * another machine, which the hub tells by what else it knows. Bounded. Not thread-safe.
 */
final class Doubts {

  /** How long an answer may take. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Who has just answered is not asked again. */
  private static final Duration REST = Duration.ofSeconds(30);

  private static final int MOST = 256;

  /**
   * What was confirmed although another one contradicts it.
   *
   * @param by the address of the one that contradicts
   */
  record Answer(Doubted doubted, Contradiction what, InetAddress by) {

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

  private record Key(Doubted doubted, Contradiction what) {}

  private static final class Doubt {
    private final InetAddress by;
    private final long since;
    private boolean settled;

    Doubt(InetAddress by, long since) {
      this.by = by;
      this.since = since;
    }
  }

  private final Map<Key, Doubt> doubts = new LinkedHashMap<>();
  private boolean news;

  /**
   * Begins to doubt what was heard, unless it was confirmed just now.
   *
   * @param by the address of the one that contradicts
   */
  void raise(Doubted doubted, Contradiction what, InetAddress by, long now) {
    Key key = new Key(doubted, what);
    if (doubts.size() < MOST && !doubts.containsKey(key)) {
      doubts.put(key, new Doubt(by, now));
      news = true;
    }
  }

  /** Whether something has to be asked that was not asked yet. */
  boolean hasNews() {
    return news;
  }

  /** What has to be asked of those that have not answered. */
  Set<Question> due() {
    news = false;
    Set<Question> due = new LinkedHashSet<>();
    doubts.forEach(
        (key, doubt) -> {
          if (!doubt.settled && !key.doubted().heardSince(doubt.since)) {
            due.addAll(key.doubted().questions());
          }
        });
    return due;
  }

  /**
   * Ends what was not confirmed in time.
   *
   * @param touched takes the machines that this is about
   * @return what was confirmed, but for hosts of one name: that may be one with two connections
   */
  List<Answer> settle(long now, Set<Host> touched) {
    List<Answer> answers = new ArrayList<>();
    doubts.forEach(
        (key, doubt) -> {
          if (!doubt.settled && now - doubt.since >= PATIENCE.toNanos()) {
            doubt.settled = true;
            if (key.what() != Contradiction.NAME) {
              judge(key, doubt, answers, touched, now);
            }
          }
        });
    doubts.values().removeIf(doubt -> now - doubt.since > REST.toNanos());
    return answers;
  }

  private static void judge(
      Key key, Doubt doubt, List<Answer> answers, Set<Host> touched, long now) {
    Optional<Host> machine = key.doubted().machine();
    boolean confirmed = key.doubted().heardSince(doubt.since);
    if (confirmed) {
      machine.ifPresent(Host::answersAQuestion);
      answers.add(new Answer(key.doubted(), key.what(), doubt.by));
    } else if (machine.map(Host::answersQuestions).orElse(true)) {
      key.doubted().withdraw(now - Lease.GRACE.toNanos());
    } else {
      return; // nothing is known of it but what it said before
    }
    machine.ifPresent(touched::add);
  }
}
