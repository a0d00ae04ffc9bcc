// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.http;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counters of the web server over its bundle's life. Any thread. */
public final class Counters {

  private static final Logger LOG = LoggerFactory.getLogger(Counters.class);

  /** Requests that reached the router. */
  public final LongAdder requests = new LongAdder();

  /** Responses with a problem document. */
  final LongAdder problems = new LongAdder();

  /** Events that were put on the streams. */
  public final LongAdder events = new LongAdder();

  /** Snapshots that were made. */
  public final LongAdder snapshots = new LongAdder();

  /** Times that a client was too slow for the events and got a snapshot. */
  public final LongAdder lagging = new LongAdder();

  /** Event streams that were refused because too many were open. */
  public final LongAdder streamsRefused = new LongAdder();

  /** Event streams that are open now. */
  public final AtomicInteger streams = new AtomicInteger();

  /** Requests for host names that are not this server's. */
  final RateLimitedLog misdirected =
      new RateLimitedLog(
          LOG, "Requests for host names that are not this server's", System::nanoTime);

  /** Requests that are not valid HTTP. */
  public final RateLimitedLog malformed =
      new RateLimitedLog(LOG, "Requests that are not valid HTTP", System::nanoTime);

  /** Connections that could not be accepted. */
  public final RateLimitedLog acceptFailures =
      new RateLimitedLog(LOG, "Connections that could not be accepted", System::nanoTime);

  private final Map<Integer, LongAdder> responses = new ConcurrentHashMap<>();

  /** Counts a request that was refused. */
  public void refused(Problem problem, Request request) {
    problems.increment();
    if (problem.status() == HttpStatus.MISDIRECTED_REQUEST_421) {
      misdirected.add(Request.getServerName(request) + " from " + Request.getRemoteAddr(request));
    }
  }

  /** Counts a response. */
  public void responded(int status) {
    responses.computeIfAbsent(status, code -> new LongAdder()).increment();
  }

  /** Returns the number of responses by status. */
  public Map<Integer, Long> responses() {
    Map<Integer, Long> sums = new TreeMap<>();
    responses.forEach((status, count) -> sums.put(status, count.sum()));
    return sums;
  }

  public Map<String, Long> values() {
    return Map.of(
        "requests", requests.sum(),
        "problems", problems.sum(),
        "misdirected", misdirected.sum(),
        "malformed", malformed.sum(),
        "accept_failures", acceptFailures.sum(),
        "events", events.sum(),
        "snapshots", snapshots.sum(),
        "lagging", lagging.sum(),
        "streams_refused", streamsRefused.sum(),
        "event_streams", (long) streams.get());
  }
}
