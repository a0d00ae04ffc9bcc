// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.notification;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.kitty.hub.DeviceCodec;
import io.kitty.notification.Notifications;
import io.kitty.shell.ServiceLookup;
import io.kitty.shell.completion.NotifyCompleter;
import io.kitty.shell.format.SafeTable;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.apache.karaf.shell.support.completers.StringsCompleter;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

/** Shows targets, rules and messages, sends test messages, and pauses all messages. */
@Service
@Command(
    scope = "kitty",
    name = "notify",
    description = "Shows, tests and pauses messages to people.")
public class NotifyCommand implements Action {

  private static final Pattern LENGTH = Pattern.compile("([1-9][0-9]{0,4})([mhd])");

  /** The longest time that a test message may take. */
  private static final long TEST_SECONDS = 60;

  @Reference private BundleContext bundles;
  @Reference private DeviceCodec codec;
  @Reference private Session session;

  @Option(name = "--json", description = "Print JSON.")
  private boolean json;

  @Argument(
      name = "action",
      description = "test, pause, resume or recent; without one, targets and rules are shown.")
  @Completion(
      value = StringsCompleter.class,
      values = {"test", "pause", "resume", "recent"})
  private @Nullable String action;

  @Argument(
      index = 1,
      name = "value",
      description = "For test the target's name, for pause its length, as 30m, 1h or 1d.")
  @Completion(NotifyCompleter.class)
  private @Nullable String value;

  @Override
  public @Nullable Object execute() throws Exception {
    try (ServiceLookup<Notifications> found = new ServiceLookup<>(bundles, Notifications.class)) {
      if (found.all().isEmpty()) {
        throw new CommandException(
            "Nothing sends messages to people. Install it: feature:install kitty-notify");
      }
      perform(found.all().get(0));
    }
    return null;
  }

  private void perform(Notifications notifications) throws CommandException, InterruptedException {
    switch (action == null ? "" : action) {
      case "" -> show(notifications, NotificationTables::print);
      case "recent" -> show(notifications, NotificationTables::printRecent);
      case "test" -> test(notifications, needed("the name of a target"));
      case "pause" -> pause(notifications, length(needed("a length, as 30m, 1h or 1d")));
      case "resume" -> {
        notifications.resume();
        printPause(notifications);
      }
      default -> throw new CommandException("There are: test, pause, resume, recent.");
    }
  }

  private String needed(String what) throws CommandException {
    if (value == null) {
      throw new CommandException("kitty:notify " + action + " needs " + what + ".");
    }
    return value;
  }

  private void show(Notifications notifications, BiConsumer<Notifications, Session> tables) {
    if (json) {
      System.out.println(codec.json(notifications));
    } else {
      tables.accept(notifications, session);
    }
  }

  private void test(Notifications notifications, String target)
      throws CommandException, InterruptedException {
    CompletionStage<String> sent =
        notifications
            .test(target)
            .orElseThrow(
                () ->
                    new CommandException(
                        "There is no target "
                            + SafeTable.fit(target, 64)
                            + "; kitty:notify lists them."));
    String failure = failure(sent);
    if (!failure.isEmpty()) {
      throw new CommandException(SafeTable.fit(target + ": " + failure, 400));
    }
    System.out.println(
        json
            ? JsonNodeFactory.instance.objectNode().put("accepted", target)
            : SafeTable.fit(target, 64) + " has accepted a test message.");
  }

  private static String failure(CompletionStage<String> sent) throws InterruptedException {
    try {
      return sent.toCompletableFuture().get(TEST_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      return "no answer within " + TEST_SECONDS + " s";
    } catch (ExecutionException e) {
      return "the message could not be sent";
    }
  }

  private static Duration length(String text) throws CommandException {
    Matcher matcher = LENGTH.matcher(text);
    if (matcher.matches()) {
      long number = Long.parseLong(matcher.group(1));
      Duration length =
          switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
          };
      if (length.compareTo(Notifications.LONGEST_PAUSE) <= 0) {
        return length;
      }
    }
    throw new CommandException(
        "A pause is 1m to "
            + Notifications.LONGEST_PAUSE.toDays()
            + "d, as 30m, 1h or 1d, not "
            + SafeTable.fit(text, 40)
            + ".");
  }

  private void pause(Notifications notifications, Duration length) {
    notifications.pause(length);
    printPause(notifications);
  }

  private void printPause(Notifications notifications) {
    if (json) {
      System.out.println(
          JsonNodeFactory.instance
              .objectNode()
              .put(
                  "paused_until",
                  notifications
                      .pausedUntil()
                      .map(end -> BigDecimal.valueOf(end.toEpochMilli(), 3))
                      .orElse(null)));
    } else {
      System.out.println(NotificationTables.pause(notifications).orElse("Messages are sent."));
    }
  }
}
