// SPDX-License-Identifier: Apache-2.0
package io.kitty.moonraker;

import io.kitty.commons.Backoff;
import io.kitty.device.Sighting;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.http.DeviceRequest;
import io.kitty.http.DeviceResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks one printer again and again, on a clock of its own. The next request is sent some time after
 * the response to the last one, so there are never two.
 */
final class PrinterPoll {

  static final Duration TIMEOUT = Duration.ofSeconds(5);

  private static final int MAX_BODY = 64 * 1024;
  private static final Set<Integer> NEEDS_KEY = Set.of(401, 403);

  private final DiscoveryContext context;
  private final PollIntervals intervals;
  private final KeyHint keyHint;
  private final Backoff backoff;
  private MoonrakerTarget target;
  private boolean stopped;

  PrinterPoll(
      MoonrakerTarget target, DiscoveryContext context, PollIntervals intervals, KeyHint keyHint) {
    this.target = target;
    this.context = context;
    this.intervals = intervals;
    this.keyHint = keyHint;
    this.backoff = new Backoff(intervals.idle(), max(intervals.idle()));
  }

  private static Duration max(Duration first) {
    return first.compareTo(PollIntervals.MAX_PAUSE) > 0 ? first : PollIntervals.MAX_PAUSE;
  }

  synchronized MoonrakerTarget target() {
    return target;
  }

  /** Takes over what has become known of the same server; returns false if it is another one. */
  synchronized boolean continuesAt(MoonrakerTarget now) {
    boolean same = target.isSameServer(now);
    target = same ? now : target;
    return same;
  }

  void start() {
    context.schedule(intervals.first(), this::ask);
  }

  /** Ends the requests, and what they told. */
  synchronized void stop() {
    stopped = true;
    keyHint.needsKey(target.endpoint(), false);
    context.goodbye(target.key(), target.endpoint().address());
  }

  @SuppressWarnings("FutureReturnValueIgnored") // both outcomes are handled
  private void ask() {
    DeviceRequest request;
    synchronized (this) {
      if (stopped) {
        return;
      }
      request =
          DeviceRequest.get(
                  target.endpoint().address(), target.port(), target.prefix() + PrinterStatus.PATH)
              .timeout(TIMEOUT)
              .maxBody(MAX_BODY);
    }
    context
        .http()
        .send(request)
        .whenComplete((response, failure) -> answered(failure == null ? response : null));
  }

  /**
   * Handles the end of a request.
   *
   * @param response null if there was none
   */
  private synchronized void answered(@Nullable DeviceResponse response) {
    if (stopped) {
      return;
    }
    Optional<PrinterStatus> status = Optional.ofNullable(response).flatMap(PrinterStatus::of);
    context.count(status.isPresent() ? "answers" : "unanswered", 1);
    if (response != null) {
      keyHint.needsKey(target.endpoint(), NEEDS_KEY.contains(response.status()));
    }
    status.ifPresent(this::report);
    Duration pause = status.map(this::pauseAfter).orElseGet(backoff::next);
    context.schedule(intervals.spread(pause), this::ask);
  }

  private Duration pauseAfter(PrinterStatus status) {
    backoff.reset();
    return intervals.of(status.working());
  }

  private void report(PrinterStatus status) {
    Duration lifetime = intervals.lifetime(status.working());
    Sighting.Builder sighting = Sighting.of(target.key(), target.endpoint(), lifetime);
    target.identifiers().forEach(each -> sighting.identifier(Optional.of(each)));
    context.report(status.addTo(sighting));
  }
}
