// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu.state;

import io.kitty.bambu.state.mqtt.PrinterConnection;
import io.kitty.bambu.state.mqtt.PrinterTrust;
import io.kitty.commons.Backoff;
import io.kitty.commons.key.MachineKey;
import io.kitty.commons.key.Secret;
import io.kitty.commons.poll.PollTarget;
import io.kitty.device.Fact;
import io.kitty.discovery.DiscoveryContext;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one connection to one printer while it is present: printers accept very few. A lost
 * connection is made again with backoff, a refused one never, as only another configuration can
 * change that. Thread-safe.
 */
final class PrinterFollower implements PrinterConnection.Listener, AutoCloseable {

  /** The smallest printers need 5 s for the handshake. */
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(20);

  /** P1 and A1 printers may not be asked more often for a complete report. */
  private static final Duration FULL_REPORT_INTERVAL = Duration.ofMinutes(5);

  private static final Duration MIN_PAUSE = Duration.ofSeconds(5);
  private static final Duration MAX_PAUSE = Duration.ofMinutes(5);

  /** A refusal holds longer than it takes to repeat it. */
  private static final Duration REFUSAL_LIFETIME = Duration.ofDays(2);

  private final DiscoveryContext context;
  private final String serial;
  private final MachineKey<Secret> key;
  private final PrinterTrust trust;
  private final LongSupplier nanos;
  private final Backoff backoff = new Backoff(MIN_PAUSE, MAX_PAUSE);
  private StateReporter reporter;
  private @Nullable PollTarget target;
  private @Nullable PrinterConnection connection;
  private boolean refused;
  private boolean waiting;
  private boolean flushing;
  private boolean repeating;
  private long lastAttempt;
  private long lastRequest;
  private long lastReport;

  /**
   * @param nanos returns the time
   */
  PrinterFollower(
      DiscoveryContext context,
      String serial,
      MachineKey<Secret> key,
      PrinterTrust trust,
      LongSupplier nanos) {
    this.context = context;
    this.serial = serial;
    this.key = key;
    this.trust = trust;
    this.nanos = nanos;
    this.reporter = new StateReporter(context, nanos);
    long now = nanos.getAsLong();
    this.lastAttempt = now - MIN_PAUSE.toNanos();
    this.lastRequest = now - FULL_REPORT_INTERVAL.toNanos();
  }

  /** The printer is present at an address, perhaps another one than before. */
  synchronized void present(PollTarget now) {
    PollTarget before = target;
    if (before != null && before.endpoint().address().equals(now.endpoint().address())) {
      target = now;
      return;
    }
    gone();
    target = now;
    if (refused) {
      reportRefusal();
    } else {
      long passed = nanos.getAsLong() - lastAttempt;
      connectAfter(Duration.ofNanos(Math.max(0, MIN_PAUSE.toNanos() - passed)));
    }
  }

  /** The printer is present no longer. */
  synchronized void gone() {
    close();
    if (target != null) {
      context.goodbye(target.key(), target.endpoint().address());
      target = null;
    }
    reporter = new StateReporter(context, nanos);
  }

  @Override
  public synchronized void close() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }

  /** There is one attempt in the future at most, however often the address changes. */
  private void connectAfter(Duration pause) {
    if (!waiting) {
      waiting = true;
      context.schedule(pause, this::connect);
    }
  }

  private synchronized void connect() {
    waiting = false;
    PollTarget to = target;
    if (to == null || connection != null || refused || context.closed()) {
      return;
    }
    try {
      PrinterConnection now =
          new PrinterConnection(
              serial,
              key.credential(),
              trust,
              new InetSocketAddress(to.endpoint().address(), to.port()),
              this);
      connection = now;
      lastAttempt = nanos.getAsLong();
      context.count("connections", 1);
      context.schedule(CONNECT_TIMEOUT, () -> expire(now));
      now.open();
    } catch (IOException e) {
      context.error(to.endpoint().interfaceName(), serial + ": " + e.getMessage());
    }
  }

  private static void expire(PrinterConnection connection) {
    if (!connection.isOpen()) {
      connection.abort("no answer in time");
    }
  }

  @Override
  public synchronized void onOpen(PrinterConnection opened) {
    if (opened == connection) {
      lastReport = nanos.getAsLong();
      requestFullReport(opened);
    }
  }

  /** Requests a complete report as soon as that is allowed, and again and again. */
  private synchronized void requestFullReport(PrinterConnection of) {
    if (of != connection) {
      return;
    }
    long now = nanos.getAsLong();
    long wait = lastRequest + FULL_REPORT_INTERVAL.toNanos() - now;
    if (wait > 0) {
      context.schedule(Duration.ofNanos(wait), () -> requestFullReport(of));
    } else if (now - lastReport > FULL_REPORT_INTERVAL.toNanos()) {
      of.abort("it reports nothing");
    } else {
      lastRequest = now;
      of.requestFullReport();
      context.schedule(FULL_REPORT_INTERVAL, () -> requestFullReport(of));
    }
  }

  @Override
  public synchronized void onReport(PrinterConnection from, byte[] payload) {
    if (from != connection || target == null) {
      return;
    }
    context.traffic(target.endpoint().interfaceName(), 1, 0);
    if (!reporter.merge(payload)) {
      context.count("ignored", 1);
      return;
    }
    lastReport = nanos.getAsLong();
    backoff.reset();
    report();
    context.count("reports", 1);
  }

  private synchronized void report() {
    if (target == null || connection == null) {
      return;
    }
    Duration wait = reporter.report(target);
    if (!wait.isZero() && !flushing) {
      flushing = true;
      context.schedule(wait, this::flush);
    }
  }

  private synchronized void flush() {
    flushing = false;
    report();
  }

  @Override
  public synchronized void onLost(PrinterConnection lost, boolean refusal, String reason) {
    if (lost != connection || target == null) {
      return;
    }
    connection = null;
    if (refusal) {
      refused = true;
      context.goodbye(target.key(), target.endpoint().address());
      reportRefusal();
      context.count("refused", 1);
    } else {
      connectAfter(backoff.next());
      context.error(target.endpoint().interfaceName(), serial + ": " + reason);
    }
  }

  private void reportRefusal() {
    PollTarget of = target;
    if (of != null) {
      context.report(
          StateReporter.sighting(of, REFUSAL_LIFETIME)
              .fact(Fact.NEEDS_KEY, key.file() + ": access.code is refused")
              .build());
      if (!repeating) {
        repeating = true;
        context.schedule(REFUSAL_LIFETIME.dividedBy(2), this::repeatRefusal);
      }
    }
  }

  private synchronized void repeatRefusal() {
    repeating = false;
    reportRefusal();
  }
}
