// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.delivery;

import io.kitty.commons.Backoff;
import io.kitty.notification.NotificationEntry.Outcome;
import io.kitty.notification.NotificationTarget;
import io.kitty.notify.message.Message;
import io.kitty.notify.transport.Transport;
import io.kitty.notify.transport.TransportResult;
import io.kitty.notify.transport.TransportResult.Kind;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the messages of one target in order, each until the target accepts or rejects it, or it
 * is too old. All methods but {@link #snapshot} are called by the timer.
 */
final class TargetQueue {

  private static final Logger LOG = LoggerFactory.getLogger(TargetQueue.class);

  /** The age at which a message is given up. */
  static final Duration MAX_AGE = Duration.ofDays(3);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration MAX_PAUSE = Duration.ofMinutes(10);
  private static final Duration REPEAT = Duration.ofMinutes(2);

  /** How far a pause is off, in both directions, so that several hubs do not retry together. */
  private static final double JITTER = 0.2;

  private final String name;
  private final QueueFile file;
  private final DeliveryTimer timer;
  private final Clock clock;
  private final DeliveryListener listener;
  private final Backoff backoff = new Backoff(FIRST_PAUSE, MAX_PAUSE);
  private final CompletableFuture<Void> stopped = new CompletableFuture<>();

  private @Nullable Target target;

  /** What is sent now; null for a repetition. */
  private @Nullable Message current;

  private boolean sending;
  private boolean repeating;
  private boolean gone;
  private boolean failing;
  private boolean stopping;

  /** The number of the current pause; 0 if there is none. */
  private long pause;

  private long pauses;
  private Optional<Instant> lastSuccess = Optional.empty();
  private Optional<Instant> lastFailure = Optional.empty();
  private String lastError = "";
  private volatile NotificationTarget snapshot;

  /**
   * @param listener called by the timer, too
   */
  TargetQueue(
      String name, QueueFile file, DeliveryTimer timer, Clock clock, DeliveryListener listener) {
    this.name = name;
    this.file = file;
    this.timer = timer;
    this.clock = clock;
    this.listener = listener;
    snapshot = publish();
  }

  /** Returns the state of the target. Thread-safe. */
  NotificationTarget snapshot() {
    return snapshot;
  }

  /** Returns why the file cannot be written, in a sentence; {@code ""} if it can. */
  String problem() {
    return file.problem();
  }

  /** Reports what waits. */
  void report() {
    file.messages().forEach(each -> tell(each, Outcome.WAITING, ""));
  }

  /**
   * Uses another configuration of the target, and tries again at once.
   *
   * @param configured null if there is none any more; its messages wait for the next
   */
  void configure(@Nullable Target configured) {
    target = configured;
    gone = false;
    failing = false;
    pause = 0;
    backoff.reset();
    if (isDisabled()) {
      file.messages().forEach(each -> settle(each, Outcome.DROPPED, disabled()));
    }
    repeatLater();
    proceed();
  }

  private boolean isDisabled() {
    return target != null && !target.enabled();
  }

  private String disabled() {
    return "the target " + name + " is disabled";
  }

  /** Queues a message. */
  void add(Message message) {
    if (isDisabled()) {
      tell(message, Outcome.DROPPED, disabled());
      return;
    }
    file.add(message);
    tell(message, Outcome.WAITING, target == null ? "there is no target " + name + " yet" : "");
    if (usable() == null) {
      giveUpOld("it was never sent");
    }
    for (Message oldest : file.messages()) {
      if (file.isOverfull() && oldest != current) {
        settle(oldest, Outcome.DROPPED, "too many messages wait for the target " + name);
      }
    }
    proceed();
  }

  private @Nullable Transport usable() {
    return target == null || gone ? null : target.transport();
  }

  /** Sends the oldest message, unless something is sent already, or it is too early. */
  private void proceed() {
    Transport transport = usable();
    Message oldest = file.oldest();
    if (transport != null && oldest != null && !sending && !stopping && pause == 0) {
      current = oldest;
      await(attempt(transport, oldest), result -> onResult(oldest, result));
    }
    snapshot = publish();
  }

  private static CompletableFuture<TransportResult> attempt(Transport transport, Message message) {
    try {
      return transport.send(message);
    } catch (RuntimeException e) {
      return failed(e);
    }
  }

  private static Optional<CompletableFuture<TransportResult>> repetition(Transport transport) {
    try {
      return transport.repeat();
    } catch (RuntimeException e) {
      return Optional.of(failed(e));
    }
  }

  /**
   * Returns what an exception means: the client could not be opened, or the message is at fault.
   */
  private static CompletableFuture<TransportResult> failed(RuntimeException e) {
    // What the exception says can contain a header, and with it a secret.
    LOG.debug("A message cannot be sent: {}", e.getClass().getName());
    return CompletableFuture.completedFuture(
        e instanceof UncheckedIOException
            ? TransportResult.retry("the hub cannot open a connection now")
            : TransportResult.rejected("the message cannot be written for this service"));
  }

  private void await(CompletableFuture<TransportResult> future, Consumer<TransportResult> then) {
    sending = true;
    future.whenComplete(
        (result, failure) -> timer.run(Duration.ZERO, () -> onCompletion(result, then)));
  }

  private void onCompletion(TransportResult result, Consumer<TransportResult> then) {
    sending = false;
    current = null;
    note(result);
    then.accept(result);
    proceed();
    if (stopping) {
      stopped.complete(null);
    }
  }

  private void onResult(Message message, TransportResult result) {
    switch (result.kind()) {
      case ACCEPTED -> settle(message, Outcome.SENT, "");
      case REJECTED, GONE -> settle(message, Outcome.FAILED, result.reason());
      case RETRY -> retry(message, result);
    }
  }

  private void retry(Message message, TransportResult result) {
    tell(message, Outcome.WAITING, result.reason());
    giveUpOld(result.reason());
    Duration next = jitter(backoff.next());
    pauses++;
    pause = pauses;
    long number = pause;
    timer.run(
        next.compareTo(result.pause()) < 0 ? result.pause() : next,
        () -> {
          if (pause == number) {
            pause = 0;
            proceed();
          }
        });
  }

  private static Duration jitter(Duration pause) {
    double factor = 1 + JITTER * (2 * ThreadLocalRandom.current().nextDouble() - 1);
    return Duration.ofMillis(Math.round(pause.toMillis() * factor));
  }

  /** Gives up what is too old. It was tried at least once, unless the target cannot be used. */
  private void giveUpOld(String reason) {
    Instant oldest = clock.instant().minus(MAX_AGE);
    file.messages().stream()
        .filter(each -> each.at().isBefore(oldest))
        .forEach(
            each ->
                settle(
                    each,
                    Outcome.FAILED,
                    "given up after " + MAX_AGE.toDays() + " days: " + reason));
  }

  private void settle(Message message, Outcome outcome, String reason) {
    file.remove(message);
    tell(message, outcome, reason);
  }

  private void tell(Message message, Outcome outcome, String reason) {
    listener.onOutcome(name, message, outcome, reason);
  }

  /** Remembers the result of an attempt. */
  private void note(TransportResult result) {
    if (result.kind() == Kind.ACCEPTED) {
      lastSuccess = Optional.of(clock.instant());
      if (failing) {
        LOG.info("The target {} accepts messages again", name);
      }
      failing = false;
      backoff.reset();
      repeatLater();
      return;
    }
    lastFailure = Optional.of(clock.instant());
    lastError = result.reason();
    LOG.debug("The target {}: {}", name, result.reason());
    if (result.kind() == Kind.GONE && !gone) {
      gone = true;
      LOG.warn("The target {} is gone (410): it gets no message until its file changes", name);
    } else if (!failing) {
      LOG.warn("The target {} does not accept messages now; kitty:notify tells why", name);
    }
    failing = true;
  }

  private void repeatLater() {
    if (!repeating && usable() != null) {
      repeating = true;
      timer.run(REPEAT, this::repeat);
    }
  }

  private void repeat() {
    repeating = false;
    Transport transport = usable();
    if (transport == null || stopping) {
      return;
    }
    if (sending) {
      repeatLater();
      return;
    }
    repetition(transport)
        .ifPresent(
            future -> {
              repeatLater();
              await(future, result -> {});
            });
  }

  /**
   * Sends one message at once, without a retry.
   *
   * @return {@code ""} once it is accepted, else why it was not, in a sentence
   */
  CompletableFuture<String> test(Message message) {
    Transport transport = usable();
    if (transport == null) {
      return CompletableFuture.completedFuture(isDisabled() ? disabled() : snapshot.problem());
    }
    CompletableFuture<String> answer = new CompletableFuture<>();
    attempt(transport, message)
        .whenComplete(
            (result, failure) ->
                timer.run(
                    Duration.ZERO,
                    () -> {
                      note(result);
                      boolean accepted = result.kind() == Kind.ACCEPTED;
                      tell(message, accepted ? Outcome.SENT : Outcome.FAILED, result.reason());
                      proceed();
                      answer.complete(result.reason());
                    }));
    return answer;
  }

  /** Sends nothing more; the future completes once the result of the last attempt is known. */
  CompletableFuture<Void> stop() {
    stopping = true;
    if (!sending) {
      stopped.complete(null);
    }
    return stopped;
  }

  private NotificationTarget publish() {
    Target known = target;
    return new NotificationTarget(
        name,
        known == null ? "" : known.service(),
        known == null ? "" : known.address(),
        known != null && known.enabled() && !gone,
        gone ? "it is gone: " + lastError : known == null ? "" : known.problem(),
        file.size(),
        lastSuccess,
        lastFailure,
        lastError);
  }
}
