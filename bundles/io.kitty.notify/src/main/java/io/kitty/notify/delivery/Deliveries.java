// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.delivery;

import io.kitty.commons.FileFailures;
import io.kitty.commons.HostName;
import io.kitty.notification.NotificationEntry.Outcome;
import io.kitty.notification.NotificationTarget;
import io.kitty.notify.message.Message;
import io.kitty.notify.message.Priority;
import io.kitty.notify.message.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The queues of all targets. Nothing is read or sent before {@link #start}. Thread-safe.
 *
 * <p>It is a service of its own, since the properties of a service are visible to every bundle and
 * command, and those of a configured target contain secrets.
 */
@Component(service = Deliveries.class)
public final class Deliveries implements DeliveryQueue {

  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

  /** The names that a target may have. */
  public static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}");

  /** The same in words. */
  public static final String NAME_ALLOWED = "up to 64 letters, digits, dots, _ and -";

  private static final String SUFFIX = ".queue";
  private static final QueueFile.Bounds BOUNDS = new QueueFile.Bounds(1000, 4 * 1024 * 1024);
  private static final Duration STOP = Duration.ofSeconds(5);

  private final Path folder;
  private final DeliveryTimer timer;
  private final Clock clock;
  private final ConcurrentSkipListMap<String, Target> targets = new ConcurrentSkipListMap<>();

  /** Changed by the timer only. */
  private final ConcurrentSkipListMap<String, TargetQueue> queues = new ConcurrentSkipListMap<>();

  private final List<Runnable> early = new ArrayList<>();
  private boolean started;
  private volatile DeliveryListener listener = (target, message, outcome, reason) -> {};

  @Activate
  public Deliveries(BundleContext bundles) {
    this(
        Path.of(Objects.requireNonNullElse(bundles.getProperty("karaf.data"), "data"))
            .resolve("kitty")
            .resolve("notify"),
        new ThreadTimer(),
        Clock.systemUTC());
  }

  Deliveries(Path folder, DeliveryTimer timer, Clock clock) {
    this.folder = folder;
    this.timer = timer;
    this.clock = clock;
  }

  /** Returns the folder for the files of the targets; it need not exist. */
  public Path folder() {
    return folder;
  }

  /**
   * Begins to deliver, first what waits since the last time; called again, replaces the listener.
   *
   * @param outcomes is told what waits, and from then on what becomes of each message
   */
  public synchronized void start(DeliveryListener outcomes) {
    listener = outcomes;
    if (started) {
      timer.run(Duration.ZERO, () -> queues.values().forEach(TargetQueue::report));
      return;
    }
    started = true;
    timer.run(Duration.ZERO, this::load);
    early.forEach(task -> timer.run(Duration.ZERO, task));
    early.clear();
  }

  @Override
  public void afterwards(Runnable task) {
    run(task);
  }

  private synchronized void run(Runnable task) {
    if (started) {
      timer.run(Duration.ZERO, task);
    } else {
      early.add(task);
    }
  }

  /** Opens the queues that exist, also those of targets that are not configured. */
  private void load() {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .filter(name -> NAME.matcher(name).matches())
          .forEach(this::queue);
    } catch (IOException e) {
      LOG.warn("{} cannot be read: {}", folder, FileFailures.sentence(folder, e));
    }
  }

  private TargetQueue queue(String name) {
    TargetQueue known = queues.get(name);
    if (known != null) {
      return known;
    }
    TargetQueue queue =
        new TargetQueue(
            name,
            new QueueFile(folder, name + SUFFIX, BOUNDS),
            timer,
            clock,
            (target, message, outcome, reason) ->
                listener.onOutcome(target, message, outcome, reason));
    queues.put(name, queue);
    queue.report();
    return queue;
  }

  /** Adds a target, or replaces the one of the same name. Its name matches {@link #NAME}. */
  public void put(Target target) {
    targets.put(target.name(), target);
    run(() -> queue(target.name()).configure(targets.get(target.name())));
  }

  /** Removes a target, unless it was replaced; its messages wait for the next of the same name. */
  public void remove(Target target) {
    if (targets.remove(target.name(), target)) {
      run(() -> queue(target.name()).configure(targets.get(target.name())));
    }
  }

  @Override
  public void send(String target, Message message) {
    if (NAME.matcher(target).matches()) {
      run(() -> queue(target).add(message));
    } else {
      listener.onOutcome(target, message, Outcome.FAILED, "there is no target " + target);
    }
  }

  /** Returns the configured targets, by name. */
  public List<NotificationTarget> targets() {
    return targets.values().stream().map(this::state).toList();
  }

  private NotificationTarget state(Target target) {
    TargetQueue queue = queues.get(target.name());
    if (queue != null && queue.snapshot().service().equals(target.service())) {
      return queue.snapshot();
    }
    return new NotificationTarget(
        target.name(),
        target.service(),
        target.address(),
        target.enabled(),
        target.problem(),
        0,
        Optional.empty(),
        Optional.empty(),
        "");
  }

  /** Returns why messages would not survive a restart, in sentences; {@code ""} if they would. */
  public String problem() {
    return String.join(
        "; ",
        queues.values().stream()
            .map(TargetQueue::problem)
            .filter(each -> !each.isEmpty())
            .distinct()
            .toList());
  }

  /**
   * Sends one test message to a target at once, and without a retry.
   *
   * @return {@code ""} once the target has accepted it, else why it did not, in a sentence; empty
   *     if there is no such target
   */
  public Optional<CompletionStage<String>> test(String target) {
    if (!targets.containsKey(target)) {
      return Optional.empty();
    }
    CompletableFuture<String> answer = new CompletableFuture<>();
    run(() -> queue(target).test(testMessage()).thenAccept(answer::complete));
    return Optional.of(answer);
  }

  private Message testMessage() {
    return new Message(
        UUID.randomUUID().toString(),
        clock.instant(),
        "",
        "Kitty Discovery: test",
        "This is a test message of the hub on " + HostName.get() + ".",
        Priority.DEFAULT,
        Severity.INFO,
        List.of(),
        null);
  }

  /** Waits a little for the results of what is being sent, so that it is not sent again. */
  @Deactivate
  public void stop() {
    CompletableFuture<Void> stopped = new CompletableFuture<>();
    timer.run(
        Duration.ZERO,
        () ->
            CompletableFuture.allOf(
                    queues.values().stream()
                        .map(TargetQueue::stop)
                        .toArray(CompletableFuture<?>[]::new))
                .thenRun(() -> stopped.complete(null)));
    try {
      stopped.get(STOP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("What is being sent is sent again after the restart");
    }
    timer.close();
  }
}
