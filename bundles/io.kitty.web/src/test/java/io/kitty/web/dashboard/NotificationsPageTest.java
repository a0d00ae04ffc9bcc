// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.notification.NotificationTarget;
import io.kitty.testkit.hub.FakeNotifications;
import io.kitty.web.DeviceFixture;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;

/** The view of the messages to people, in a browser. */
class NotificationsPageTest {

  private static final String HOSTILE = "<img src=x onerror=alert(1)>";

  private static final String EMPTY = "{\"targets\":[],\"rules\":[],\"recent\":[]}";

  private FakeBackend backend;
  private Page page;

  @BeforeEach
  void open() throws Exception {
    backend = new FakeBackend();
    backend.appear(new DeviceFixture("x:1", "Voron").at("192.0.2.1"));
    page = new Page(backend);
  }

  @AfterEach
  void close() {
    page.run("localStorage.clear()");
    page.close();
    backend.close();
  }

  /** Installs messages to people with two targets, two rules and three messages. */
  private FakeNotifications install() throws Exception {
    double ago = Instant.now().getEpochSecond() - 185;
    String json =
        """
        {"targets": [
          {"name": "phone", "service": "ntfy", "address": "ntfy.sh", "enabled": true, "problem": "",
           "waiting": 2, "last_success": $AGO, "last_failure": $AGO, "last_error": "status 507"},
          {"name": "old", "service": "slack", "address": "", "enabled": false, "problem": "it is gone",
           "waiting": 0, "last_success": null, "last_failure": null, "last_error": ""}],
         "rules": [
          {"name": "printers", "enabled": true, "problem": "", "on": ["finished", "exotic"],
           "settings": {"match.kind": "printer"}, "to": ["phone"], "held": 3, "messages": 7,
           "last_message": $AGO},
          {"name": "broken", "enabled": true, "problem": "to = nobody: there is no such target",
           "on": ["new"], "settings": {}, "to": [], "held": 0, "messages": 0, "last_message": null}],
         "recent": [
          {"id": "3", "at": $AGO, "rule": "printers", "target": "phone", "title": "Voron has finished",
           "text": "cat.3mf", "devices": ["x:1", "x:gone"], "outcome": "held",
           "reason": "quiet hours until 07:00"},
          {"id": "2", "at": $AGO, "rule": "printers", "target": "", "title": "$HOSTILE", "text": "",
           "devices": [], "outcome": "dropped", "reason": "$HOSTILE"},
          {"id": "1", "at": $AGO, "rule": "", "target": "phone", "title": "Test", "text": "",
           "devices": [], "outcome": "sent", "reason": ""}]}
        """
            .replace("$AGO", String.valueOf(ago))
            .replace("$HOSTILE", HOSTILE);
    FakeNotifications notifications = backend.notifications(json);
    notifications.add(
        new NotificationTarget(
            "phone", "ntfy", "ntfy.sh", true, "", 0, Optional.empty(), Optional.empty(), ""));
    return notifications;
  }

  @Test
  void isAbsentUntilItIsInstalled() throws Exception {
    page.open("machines");
    page.until(() -> assertThat(page.texts(".tabs a")).contains("Announced"));
    assertThat(page.texts(".tabs a")).doesNotContain("Notifications");

    backend.notifications(EMPTY);
    page.press("Notifications");

    page.until(() -> assertThat(page.texts("h1")).containsExactly("Notifications"));
    page.until(
        () -> assertThat(page.texts("h2")).contains("Targets", "Rules", "The last messages"));
    assertThat(page.texts("section > .faint"))
        .hasSize(3)
        .anyMatch(text -> text.contains("etc/io.kitty.notify.target-NAME.cfg"));
  }

  @Test
  void aBookmarkSaysWhatToInstall() throws Exception {
    page.open("notifications");

    page.until(
        () ->
            assertThat(page.texts(".blank"))
                .singleElement()
                .asString()
                .contains("feature:install kitty-notify"));
    assertThat(page.texts(".headline button, .toast")).isEmpty();
    assertThat(page.axe()).isEmpty();
  }

  @Test
  void targetsHaveTheirLastSuccessAndError() throws Exception {
    install();
    page.open("notifications");

    page.until(() -> assertThat(page.texts(".notification h3")).contains("phone", "old"));
    assertThat(page.texts("[aria-label=phone] p"))
        .containsExactly(
            "ntfy at ntfy.sh",
            "Last accepted a message 3 min ago",
            "Last failed 3 min ago: status 507",
            "2 messages wait for it.");
    assertThat(page.texts("[aria-label=old] p"))
        .containsExactly(
            "slack", "it is gone", "Nothing was sent to it since the hub has started.");
    assertThat(page.texts(".notification .pill"))
        .containsExactly("on", "not working", "on", "not working");
  }

  @Test
  void rulesSayWhatTheyTellWhom() throws Exception {
    install();
    page.open("notifications");

    page.until(
        () ->
            assertThat(page.texts("[aria-label=printers] p"))
                .containsExactly(
                    "Tells phone of finished jobs, exotic.",
                    "It has sent 7 messages, the last one 3 min ago",
                    "It holds 3 back now."));
    assertThat(page.texts("[aria-label=printers] .pairs div"))
        .containsExactly("match.kind\nprinter");
    assertThat(page.texts("[aria-label=broken] p"))
        .containsExactly(
            "Tells nobody of new machines.",
            "to = nobody: there is no such target",
            "It has sent nothing since the hub has started.");
  }

  @Test
  void messagesSayWhyTheyWereHeldBack() throws Exception {
    install();
    page.open("notifications");

    page.until(() -> assertThat(page.texts(".messages b")).hasSize(3));
    assertThat(page.texts(".messages b")).containsExactly("Voron has finished", HOSTILE, "Test");
    assertThat(page.texts(".messages .pill")).containsExactly("held back", "dropped", "sent");
    assertThat(page.texts(".messages .reason")).containsExactly("quiet hours until 07:00", HOSTILE);
    page.until(
        () ->
            assertThat(page.texts(".messages .faint"))
                .containsExactly(
                    "By the rule printers to phone · Voron · x:gone",
                    "By the rule printers",
                    "Test message to phone"));
    assertThat(page.texts(".messages img")).isEmpty();
    page.press("Voron");
    page.until(() -> assertThat(page.address()).isEqualTo("#/machine/x%3A1"));
  }

  @Test
  void aTestMessageIsSent() throws Exception {
    FakeNotifications notifications = install();
    page.open("notifications");

    page.press("Send a test message to phone");
    page.until(
        () ->
            assertThat(page.texts(".toast")).containsExactly("phone has accepted a test message."));
    assertThat(notifications.tested()).containsExactly("phone");

    notifications.result(CompletableFuture.completedFuture("status 403"));
    page.press("Send a test message to phone");
    page.until(
        () ->
            assertThat(page.texts(".toast.bad"))
                .containsExactly("phone has not accepted it: status 403"));

    page.press("Send a test message to old");
    page.until(
        () ->
            assertThat(page.texts(".toast.bad"))
                .singleElement()
                .asString()
                .startsWith("Could not send a test message: "));
  }

  @ParameterizedTest
  @CsvSource({"Pause for an hour, 3600", "Pause for a day, 86400"})
  void isPausedAndResumedByKeyboard(String button, long seconds) throws Exception {
    FakeNotifications notifications = install();
    page.open("machines");
    page.press("Notifications");
    page.until(() -> assertThat(page.focus()).isEqualTo("Notifications"));
    page.until(() -> assertThat(page.texts(".headline button")).hasSize(2));
    for (int i = 0; i < 5 && !page.focus().equals(button); i++) {
      page.tab(1);
    }
    Instant before = Instant.now();
    page.keys(Keys.ENTER);

    page.until(() -> assertThat(page.focus()).isEqualTo("End the pause"));
    assertThat(notifications.pausedUntil())
        .hasValueSatisfying(
            end ->
                assertThat(end)
                    .isBetween(before.plusSeconds(seconds - 600), before.plusSeconds(seconds)));
    assertThat(page.texts(".paused"))
        .singleElement()
        .asString()
        .startsWith("Nothing is sent until ");
    assertThat(page.texts(".headline button")).isEmpty();
    assertThat(page.axe()).isEmpty();

    page.keys(Keys.ENTER);
    page.until(() -> assertThat(page.focus()).isEqualTo("Pause for an hour"));
    assertThat(notifications.pausedUntil()).isEmpty();
    assertThat(page.texts(".paused")).isEmpty();
  }

  @Test
  void theListFollowsTheHub() throws Exception {
    install();
    page.open("notifications");
    page.until(() -> assertThat(page.texts(".messages li")).hasSize(3));

    backend.notifications(EMPTY);

    page.until(() -> assertThat(page.texts(".messages li, .notification")).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 360, 500, 720})
  void aNarrowScreenNeedsNoHorizontalScrolling(int width) throws Exception {
    String word = "x".repeat(200);
    backend.notifications(
        """
        {"targets": [{"name": "$X", "service": "ntfy", "address": "$X", "enabled": true,
          "problem": "$X", "waiting": 1, "last_success": 1, "last_failure": 1, "last_error": "$X"}],
         "rules": [{"name": "$X", "enabled": false, "problem": "", "on": ["$X"],
          "settings": {"$X": "$X"}, "to": ["$X"], "held": 1, "messages": 1, "last_message": 1}],
         "recent": [{"id": "1", "at": 1, "rule": "$X", "target": "$X", "title": "$X", "text": "$X",
          "devices": ["x:1"], "outcome": "failed", "reason": "$X"}]}
        """
            .replace("$X", word));
    page.size(new Dimension(width, 700)).open("notifications");
    page.until(() -> assertThat(page.texts(".messages li")).hasSize(1));
    page.until(() -> assertThat(page.texts(".tabs a")).contains("Notifications"));

    assertThat((long) page.run("return document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(width);
    assertThat(page.axe()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"light", "dark"})
  void isAccessibleAndInGerman(String colours) throws Exception {
    install();
    page.colours(colours).open("notifications").run("localStorage.setItem('language', 'de')");
    page.open("notifications");

    page.until(() -> assertThat(page.texts(".messages li")).hasSize(3));
    assertThat(page.texts("h1, h2"))
        .isEqualTo(List.of("Meldungen", "Ziele", "Regeln", "Die letzten Meldungen"));
    assertThat(page.axe()).isEmpty();
    assertThat(page.complaints()).isEmpty();
  }
}
