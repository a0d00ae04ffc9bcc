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
 * Verifies records that another device contradicts: by a goodbye, a service elsewhere, or another
 * address of a host. Multicast DNS has no authentication, so the announcing device is queried. If
 * it answered a verification before and does not within two seconds, the record ends; a device that
 * answers no queries keeps its TTL. A host name at another address may be another device: a host
 * that is received again within twenty seconds, or that came back after it ended, stays. Bounded.
 * Not thread-safe.
 */
final class Verifications {

  /** The time to answer a verification. */
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);

  /** The time in which a contradicted host has to send any record. */
  private static final Duration NAME_TIMEOUT = Duration.ofSeconds(20);

  /** A host that ended and came back is not verified again for this time. */
  private static final Duration NAME_QUIET_TIME = Duration.ofHours(1);

  /** A device that answered is not queried again for this time. */
  private static final Duration QUIET_TIME = Duration.ofSeconds(30);

  private static final int MAX = 256;

  /** How a device contradicts a record of another one. */
  enum Contradiction {
    /** A goodbye for it. */
    GOODBYE,
    /** A service of that name with another location. */
    SERVICE,
    /** Another address for that host name, which is the same device or another one. */
    NAME
  }

  /**
   * A record that was confirmed although another device contradicts it.
   *
   * @param by the address of the contradicting device
   */
  record Answer(UnverifiedRecord record, Contradiction what, InetAddress by) {

    /** Returns the code of its warning. */
    String code() {
      return what == Contradiction.GOODBYE ? "goodbye-by-another" : "service-conflict";
    }

    /** Returns the warning's text, the same for both devices. */
    String text() {
      String one = record.sender().getHostAddress();
      String other = by.getHostAddress();
      return what == Contradiction.GOODBYE
          ? other + " says that " + record.title() + " of " + one + " has left, which it has not"
          : Stream.of(one, other).sorted().collect(Collectors.joining(" and "))
              + " both announce the service "
              + record.title();
    }
  }

  private record Key(DnsName subject, InetAddress sender, Contradiction what) {}

  private static final class Verification {
    private final UnverifiedRecord record;
    private final Contradiction what;
    private final InetAddress by;
    private final long since;
    private boolean settled;
    private long quietTime = QUIET_TIME.toNanos();

    Verification(UnverifiedRecord record, Contradiction what, InetAddress by, long since) {
      this.record = record;
      this.what = what;
      this.by = by;
      this.since = since;
    }

    boolean isDue(long now) {
      Duration timeout = what == Contradiction.NAME ? NAME_TIMEOUT : ANSWER_TIMEOUT;
      return !settled && now - since >= timeout.toNanos();
    }

    boolean isConfirmed() {
      return record.receivedSince(since);
    }
  }

  private final Map<Key, Verification> verifications = new LinkedHashMap<>();
  private boolean unasked;

  /**
   * Starts to verify a record, unless it was verified just now.
   *
   * @param by the address of the contradicting device
   */
  void start(UnverifiedRecord record, Contradiction what, InetAddress by, long now) {
    Key key = new Key(record.subject(), record.sender(), what);
    if (verifications.size() < MAX && !verifications.containsKey(key)) {
      verifications.put(key, new Verification(record, what, by, now));
      unasked = true;
    }
  }

  /** Returns whether there are questions that were not sent yet. */
  boolean hasUnasked() {
    return unasked;
  }

  /** Returns the questions to devices that have not answered yet. */
  Set<Question> due(long now) {
    unasked = false;
    Set<Question> due = new LinkedHashSet<>();
    for (Verification verification : verifications.values()) {
      if (!verification.isConfirmed() && now - verification.since <= ANSWER_TIMEOUT.toNanos()) {
        due.addAll(verification.record.questions());
      }
    }
    return due;
  }

  /**
   * Ends the records that were not confirmed in time.
   *
   * @param touched collects the hosts that this concerns
   * @return the confirmed records, but for host names: one device may have two interfaces
   */
  List<Answer> settle(long now, Set<CachedHost> touched) {
    List<Answer> answers = new ArrayList<>();
    for (Verification verification : verifications.values()) {
      if (verification.isDue(now)) {
        verification.settled = true;
        conclude(verification, answers, touched, now);
      }
    }
    verifications
        .values()
        .removeIf(
            verification ->
                verification.settled && now - verification.since > verification.quietTime);
    return answers;
  }

  private static void conclude(
      Verification verification, List<Answer> answers, Set<CachedHost> touched, long now) {
    boolean name = verification.what == Contradiction.NAME;
    Optional<CachedHost> device = verification.record.device();
    if (verification.isConfirmed()) {
      if (name) {
        return;
      }
      device.ifPresent(CachedHost::answeredAQuestion);
      answers.add(new Answer(verification.record, verification.what, verification.by));
    } else if (name || device.map(CachedHost::answersQuestions).orElse(true)) {
      verification.record.withdraw(now - RecordTtl.GRACE.toNanos());
      verification.quietTime = (name ? NAME_QUIET_TIME : QUIET_TIME).toNanos();
    } else {
      return; // it has only announced so far
    }
    device.ifPresent(touched::add);
  }
}
