// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify;

import io.kitty.hub.ConfigurationMonitor;
import io.kitty.notification.NotificationEntry;
import io.kitty.notification.NotificationRule;
import io.kitty.notification.NotificationTarget;
import io.kitty.notification.Notifications;
import io.kitty.notify.delivery.Deliveries;
import io.kitty.notify.engine.RuleEngine;
import io.kitty.notify.log.NotificationLog;
import io.kitty.notify.rule.RuleSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Rules, targets and messages, for the page and the console. */
final class NotificationService implements Notifications {

  private final RuleSet rules;
  private final RuleEngine engine;
  private final Deliveries deliveries;
  private final NotificationLog log;
  private final ConfigurationMonitor configurations;

  NotificationService(
      RuleSet rules,
      RuleEngine engine,
      Deliveries deliveries,
      NotificationLog log,
      ConfigurationMonitor configurations) {
    this.rules = rules;
    this.engine = engine;
    this.deliveries = deliveries;
    this.log = log;
    this.configurations = configurations;
  }

  @Override
  public List<NotificationTarget> targets() {
    return deliveries.targets();
  }

  /** Returns the rules; why one is off may be known to the validation of configurations only. */
  @Override
  public List<NotificationRule> rules() {
    List<String> problems = configurations.problems();
    return engine.rules(rules).stream().map(rule -> withProblem(rule, problems)).toList();
  }

  private static NotificationRule withProblem(NotificationRule rule, List<String> problems) {
    String file = "/io.kitty.notify.rule-" + rule.name() + ".cfg: ";
    Optional<String> problem = problems.stream().filter(line -> line.contains(file)).findFirst();
    return rule.problem().isEmpty() && problem.isPresent()
        ? new NotificationRule(
            rule.name(),
            rule.enabled(),
            problem.get(),
            rule.on(),
            rule.settings(),
            rule.to(),
            rule.held(),
            rule.messages(),
            rule.lastMessage())
        : rule;
  }

  @Override
  public List<NotificationEntry> recent() {
    return log.recent();
  }

  @Override
  public Optional<Instant> pausedUntil() {
    return engine.pausedUntil();
  }

  @Override
  public void pause(Duration time) {
    if (time.isNegative() || time.isZero() || time.compareTo(LONGEST_PAUSE) > 0) {
      throw new IllegalArgumentException(
          time + " is no pause: at most " + LONGEST_PAUSE.toDays() + " days are allowed");
    }
    engine.pause(time);
  }

  @Override
  public void resume() {
    engine.resume();
  }

  @Override
  public Optional<CompletionStage<String>> test(String target) {
    return deliveries.test(target);
  }
}
