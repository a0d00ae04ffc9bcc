// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit.hub;

import io.kitty.notification.NotificationEntry;
import io.kitty.notification.NotificationRule;
import io.kitty.notification.NotificationTarget;
import io.kitty.notification.Notifications;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Notifications that a test adds; nothing is sent. Thread-safe. */
public final class FakeNotifications implements Notifications {

  private final List<NotificationTarget> targets = new CopyOnWriteArrayList<>();
  private final List<NotificationRule> rules = new CopyOnWriteArrayList<>();
  private final List<NotificationEntry> recent = new CopyOnWriteArrayList<>();
  private final List<String> tested = new CopyOnWriteArrayList<>();
  private final Instant now;
  private volatile CompletionStage<String> result = CompletableFuture.completedFuture("");
  private volatile @Nullable Duration pause;

  /**
   * @param now the time at which every pause begins
   */
  public FakeNotifications(Instant now) {
    this.now = now;
  }

  public void add(NotificationTarget target) {
    targets.add(target);
  }

  public void add(NotificationRule rule) {
    rules.add(rule);
  }

  public void add(NotificationEntry entry) {
    recent.add(entry);
  }

  /** Sets the result of every test message. */
  public void result(CompletionStage<String> next) {
    result = next;
  }

  /** Returns the names of the targets that got a test message, in order. */
  public List<String> tested() {
    return List.copyOf(tested);
  }

  @Override
  public List<NotificationTarget> targets() {
    return List.copyOf(targets);
  }

  @Override
  public List<NotificationRule> rules() {
    return List.copyOf(rules);
  }

  @Override
  public List<NotificationEntry> recent() {
    return List.copyOf(recent);
  }

  @Override
  public Optional<Instant> pausedUntil() {
    return Optional.ofNullable(pause).map(now::plus);
  }

  @Override
  public void pause(Duration time) {
    if (time.isNegative() || time.isZero() || time.compareTo(LONGEST_PAUSE) > 0) {
      throw new IllegalArgumentException("no such pause: " + time);
    }
    pause = time;
  }

  @Override
  public void resume() {
    pause = null;
  }

  @Override
  public Optional<CompletionStage<String>> test(String target) {
    if (targets.stream().noneMatch(each -> each.name().equals(target))) {
      return Optional.empty();
    }
    tested.add(target);
    return Optional.of(result);
  }
}
