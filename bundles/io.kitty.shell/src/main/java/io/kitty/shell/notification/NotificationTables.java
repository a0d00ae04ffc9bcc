// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.notification;

import io.kitty.notification.NotificationEntry;
import io.kitty.notification.NotificationRule;
import io.kitty.notification.NotificationTarget;
import io.kitty.notification.Notifications;
import io.kitty.shell.format.RelativeTime;
import io.kitty.shell.format.SafeTable;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.apache.karaf.shell.api.console.Session;

/** Prints targets, rules and messages. */
final class NotificationTables {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

  /** The longest text of a line below the tables. */
  private static final int LINE = 400;

  private NotificationTables() {}

  /** Prints the targets and the rules, what is wrong with them, and whether there is a pause. */
  static void print(Notifications notifications, Session session) {
    targets(notifications, session);
    System.out.println();
    rules(notifications, session);
    notifications.targets().forEach(target -> printProblem(target.name(), target.problem()));
    notifications.rules().forEach(rule -> printProblem(rule.name(), rule.problem()));
    pause(notifications).ifPresent(System.out::println);
  }

  private static void targets(Notifications notifications, Session session) {
    SafeTable table =
        new SafeTable("There is no target: etc/io.kitty.notify.target-NAME.cfg makes one.")
            .column("Target", 24)
            .column("Service", 12)
            .column("State", 8)
            .column("Last success", 12)
            .column("Last error", LINE)
            .number("Waiting")
            .optional("Address", 40);
    for (NotificationTarget target : notifications.targets()) {
      table.row(
          target.name(),
          target.service(),
          state(target.enabled(), target.problem()),
          ago(target.lastSuccess()),
          target
              .lastFailure()
              .map(at -> ago(Optional.of(at)) + ": " + target.lastError())
              .orElse(""),
          target.waiting(),
          target.address());
    }
    table.print(session);
  }

  private static void rules(Notifications notifications, Session session) {
    SafeTable table =
        new SafeTable("There is no rule: etc/io.kitty.notify.rule-NAME.cfg makes one.")
            .column("Rule", 24)
            .column("State", 8)
            .column("On", 60)
            .column("To", 40)
            .number("Held")
            .number("Messages")
            .optional("Last message", 12);
    for (NotificationRule rule : notifications.rules()) {
      table.row(
          rule.name(),
          state(rule.enabled(), rule.problem()),
          String.join(" ", rule.on()),
          String.join(" ", rule.to()),
          rule.held(),
          rule.messages(),
          ago(rule.lastMessage()));
    }
    table.print(session);
  }

  /** Prints the last messages, the newest first. */
  static void printRecent(Notifications notifications, Session session) {
    SafeTable table =
        new SafeTable("There was none.")
            .column("When", 14)
            .column("Outcome", 8)
            .column("Title", 80)
            .column("Why", LINE)
            .optional("Rule", 24)
            .optional("Target", 24);
    for (NotificationEntry entry : notifications.recent()) {
      table.row(
          TIME.format(entry.at()),
          entry.outcome().word(),
          entry.title(),
          entry.reason(),
          entry.rule(),
          entry.target());
    }
    table.print(session);
  }

  /** Returns until when nothing is sent; empty if there is no pause. */
  static Optional<String> pause(Notifications notifications) {
    return notifications
        .pausedUntil()
        .map(
            end ->
                "No messages until "
                    + DATE.format(end)
                    + " ("
                    + RelativeTime.relative(end, Instant.now())
                    + "); kitty:notify resume ends the pause.");
  }

  private static String state(boolean enabled, String problem) {
    return enabled ? problem.isEmpty() ? "on" : "faulty" : "off";
  }

  private static String ago(Optional<Instant> time) {
    return time.map(at -> RelativeTime.relative(at, Instant.now())).orElse("");
  }

  private static void printProblem(String name, String problem) {
    if (!problem.isEmpty()) {
      System.out.println(SafeTable.fit(name + ": " + problem, LINE));
    }
  }
}
