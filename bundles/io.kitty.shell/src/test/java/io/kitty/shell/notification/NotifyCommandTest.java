// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.notification.NotificationEntry;
import io.kitty.notification.NotificationEntry.Outcome;
import io.kitty.notification.NotificationRule;
import io.kitty.notification.NotificationTarget;
import io.kitty.shell.Console;
import io.kitty.testkit.hub.FakeNotifications;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.karaf.shell.support.CommandException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages to people, on the console. */
class NotifyCommandTest {

  private static final Instant NOW = Instant.now();

  @RegisterExtension final Console console = new Console();

  private final FakeNotifications notifications = new FakeNotifications(NOW);

  @BeforeEach
  void register() {
    console.listeners.installed.service("notify", notifications);
  }

  @AfterEach
  void givesTheServiceBack() {
    assertThat(console.listeners.installed.held()).isEmpty();
  }

  private void configure() {
    notifications.add(
        new NotificationTarget(
            "phone",
            "ntfy",
            "ntfy.sh",
            true,
            "",
            2,
            Optional.of(NOW.minusSeconds(185)),
            Optional.of(NOW.minusSeconds(7300)),
            "status 507"));
    notifications.add(
        new NotificationTarget(
            "old\u001b[31m",
            "slack",
            "hooks.slack.com",
            false,
            "it says that it is gone",
            0,
            Optional.empty(),
            Optional.empty(),
            ""));
    notifications.add(
        new NotificationRule(
            "printers",
            true,
            "",
            List.of("finished", "failed"),
            Map.of(),
            List.of("phone"),
            1,
            7,
            Optional.of(NOW.minusSeconds(185))));
    notifications.add(
        new NotificationRule(
            "broken",
            true,
            "to = nobody: there is no such target",
            List.of("new"),
            Map.of(),
            List.of("nobody"),
            0,
            0,
            Optional.empty()));
  }

  private List<String> lines(String command) throws Exception {
    return console.run(command).lines().map(line -> line.replaceAll("\\s+", " ").strip()).toList();
  }

  @Test
  void showsTargetsRulesAndWhatIsWrong() throws Exception {
    configure();

    assertThat(lines("kitty:notify"))
        .contains(
            "phone | ntfy | on | 3 min ago | 2 h ago: status 507 | 2",
            "printers | on | finished failed | phone | 1 | 7 | 3 min ago",
            "broken | faulty | new | nobody | 0 | 0 |",
            "old[31m: it says that it is gone",
            "broken: to = nobody: there is no such target")
        .noneMatch(line -> line.contains("No messages until"))
        .noneMatch(line -> line.contains("\u001b[31m"));
  }

  @Test
  void saysHowToConfigureTargetsAndRules() throws Exception {
    assertThat(console.run("kitty:notify"))
        .contains("etc/io.kitty.notify.target-NAME.cfg", "etc/io.kitty.notify.rule-NAME.cfg");
  }

  @Test
  void noTableIsWiderThanATerminal() throws Exception {
    configure();
    recent();
    for (String command : List.of("kitty:notify", "kitty:notify recent")) {
      assertThat(console.run(command).lines().filter(line -> line.matches(".*( \\| |-\\+-).*")))
          .isNotEmpty()
          .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }
  }

  private void recent() {
    notifications.add(
        new NotificationEntry(
            "m2",
            NOW,
            "printers",
            "phone",
            "Voron has finished",
            "cat.3mf",
            List.of(),
            Outcome.HELD,
            "quiet hours until 07:00"));
    notifications.add(
        new NotificationEntry(
            "m1", NOW, "printers", "phone", "Oven is away", "", List.of(), Outcome.SENT, ""));
  }

  @Test
  void showsWhyAMessageWasHeldBack() throws Exception {
    recent();

    assertThat(lines("kitty:notify recent"))
        .anyMatch(line -> line.contains("held | Voron has finished | quiet hours until 07:00"))
        .anyMatch(line -> line.contains("sent | Oven is away"));
    assertThat(console.run("kitty:notify --json recent").strip())
        .isEqualTo("{\"targets\":0,\"rules\":0,\"recent\":[{\"id\":\"m2\"},{\"id\":\"m1\"}]}")
        .isEqualTo(console.run("kitty:notify --json").strip());
  }

  @Test
  void sendsATestMessage() throws Exception {
    configure();

    assertThat(console.run("kitty:notify test phone").strip())
        .isEqualTo("phone has accepted a test message.");
    assertThat(console.run("kitty:notify --json test phone").strip())
        .isEqualTo("{\"accepted\":\"phone\"}");
    assertThat(notifications.tested()).containsExactly("phone", "phone");
  }

  @Test
  void saysWhyATestMessageWasNotAccepted() {
    configure();
    notifications.result(CompletableFuture.completedFuture("status 403: no right to publish"));
    assertThatThrownBy(() -> console.run("kitty:notify test phone"))
        .isInstanceOf(CommandException.class)
        .hasMessage("phone: status 403: no right to publish");

    notifications.result(CompletableFuture.failedFuture(new IllegalStateException("secret")));
    assertThatThrownBy(() -> console.run("kitty:notify test phone"))
        .hasMessage("phone: the message could not be sent");

    assertThatThrownBy(() -> console.run("kitty:notify test nobody"))
        .hasMessage("There is no target nobody; kitty:notify lists them.");
    assertThatThrownBy(() -> console.run("kitty:notify test"))
        .hasMessage("kitty:notify test needs the name of a target.");
  }

  @ParameterizedTest
  @CsvSource({"1m, PT1M", "90m, PT90M", "1h, PT1H", "168h, PT168H", "1d, PT24H", "7d, PT168H"})
  void pauses(String length, Duration expected) throws Exception {
    assertThat(console.run("kitty:notify pause " + length))
        .startsWith("No messages until 2")
        .contains("(in ", "kitty:notify resume");
    assertThat(notifications.pausedUntil()).hasValue(NOW.plus(expected));
    assertThat(console.run("kitty:notify")).contains("No messages until 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0h", "8d", "169h", "1", "h", "1w", "99999d", "1.5h"})
  void refusesOtherLengths(String length) {
    assertThatThrownBy(() -> console.run("kitty:notify pause " + length))
        .isInstanceOf(CommandException.class)
        .hasMessage("A pause is 1m to 7d, as 30m, 1h or 1d, not " + length + ".");
    assertThat(notifications.pausedUntil()).isEmpty();
  }

  @Test
  void resumes() throws Exception {
    notifications.pause(Duration.ofHours(1));

    assertThat(console.run("kitty:notify resume").strip()).isEqualTo("Messages are sent.");
    assertThat(notifications.pausedUntil()).isEmpty();
    assertThat(console.run("kitty:notify --json resume").strip())
        .isEqualTo("{\"paused_until\":null}");
    assertThat(console.run("kitty:notify --json pause 1h"))
        .startsWith("{\"paused_until\":" + (NOW.getEpochSecond() + 3600) + ".");
  }

  @Test
  void refusesAnotherAction() {
    assertThatThrownBy(() -> console.run("kitty:notify shout"))
        .hasMessage("There are: test, pause, resume, recent.");
  }

  @Test
  void completesActionsTargetsAndLengths() {
    configure();

    assertThat(console.complete("kitty:notify "))
        .containsExactly("pause", "recent", "resume", "test");
    assertThat(console.complete("kitty:notify test p")).containsExactly("phone");
    assertThat(console.complete("kitty:notify pause 1")).containsExactly("1d", "1h");
    assertThat(console.complete("kitty:notify resume ")).isEmpty();
  }

  @Test
  void withoutTheBundleItSaysWhatToInstall() {
    console.listeners.installed.remove("notify");

    assertThatThrownBy(() -> console.run("kitty:notify"))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("feature:install kitty-notify");
  }
}
