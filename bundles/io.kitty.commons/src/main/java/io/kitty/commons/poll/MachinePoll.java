// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons.poll;

import io.kitty.commons.Backoff;
import io.kitty.device.Sighting;
import io.kitty.discovery.DiscoveryContext;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks one machine again and again, on a clock of its own. The next request is sent some time after
 * the answer to the last one, so there are never two. Thread-safe.
 */
final class MachinePoll {

  /** How long an answer may take, which the lifetime of the last one allows for. */
  static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final DiscoveryContext context;
  private final StateReader reader;
  private final PollIntervals intervals;
  private final Backoff backoff;
  private PollTarget target;
  private int turn;
  private boolean asking;
  private boolean again;
  private boolean stopped;

  MachinePoll(
      PollTarget target, DiscoveryContext context, StateReader reader, PollIntervals intervals) {
    this.target = target;
    this.context = context;
    this.reader = reader;
    this.intervals = intervals;
    this.backoff = new Backoff(intervals.idle(), intervals.longestPause());
  }

  synchronized PollTarget target() {
    return target;
  }

  /** Takes over what has become known of the same server; returns false if it is another one. */
  synchronized boolean continuesAt(PollTarget now) {
    boolean same = target.isSameServer(now);
    target = same ? now : target;
    return same;
  }

  /** Asks soon; if a request has been sent already, soon after its answer. */
  synchronized void askSoon() {
    again = asking;
    if (!asking) {
      schedule(intervals.first());
    }
  }

  /** Schedules the next request in place of the one that is scheduled. */
  private void schedule(Duration pause) {
    turn++;
    int own = turn;
    context.schedule(pause, () -> ask(own));
  }

  /** Ends the requests, and what they told. */
  synchronized void stop() {
    stopped = true;
    context.goodbye(target.key(), target.endpoint().address());
  }

  @SuppressWarnings("FutureReturnValueIgnored") // both outcomes are handled
  private void ask(int scheduled) {
    PollTarget asked;
    synchronized (this) {
      if (stopped || scheduled != turn) {
        return;
      }
      asking = true;
      asked = target;
    }
    reader.ask(asked).whenComplete((answer, failure) -> answered(failure == null ? answer : null));
  }

  /**
   * Handles the end of a request.
   *
   * @param answer null if there was no usable one
   */
  private synchronized void answered(@Nullable StateAnswer answer) {
    asking = false;
    if (stopped) {
      return;
    }
    Duration pause;
    if (answer == null) {
      context.count("unanswered", 1);
      pause = backoff.next();
    } else {
      context.count(answer.refused() ? "refused" : "answers", 1);
      backoff.reset();
      report(answer);
      pause = intervals.after(answer);
    }
    schedule(again ? intervals.first() : intervals.spread(pause));
    again = false;
  }

  private void report(StateAnswer answer) {
    Sighting.Builder sighting =
        Sighting.of(target.key(), target.endpoint(), intervals.lifetime(answer));
    target.identifiers().forEach(each -> sighting.identifier(Optional.of(each)));
    answer.addTo(sighting);
    context.report(sighting.build());
  }
}
