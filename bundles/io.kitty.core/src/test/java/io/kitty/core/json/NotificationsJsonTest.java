// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.identifier.DeviceId;
import io.kitty.notification.NotificationEntry;
import io.kitty.notification.NotificationEntry.Outcome;
import io.kitty.notification.NotificationRule;
import io.kitty.notification.NotificationTarget;
import io.kitty.testkit.hub.FakeNotifications;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The public form of rules, targets and messages to people. */
class NotificationsJsonTest {

  private static final Instant AT = Instant.parse("2025-01-01T00:00:00.250Z");

  private final FakeNotifications notifications = new FakeNotifications(AT);

  private String json() {
    return new JsonCodec().json(notifications);
  }

  @Test
  void withoutAnythingTheListsAreEmpty() {
    assertThat(json())
        .isEqualTo("{\"paused_until\":null,\"targets\":[],\"rules\":[],\"recent\":[]}");
  }

  @Test
  void aPauseHasAnEnd() {
    notifications.pause(Duration.ofHours(1));

    assertThat(json()).startsWith("{\"paused_until\":1735693200.250,");
  }

  @Test
  void aTargetHasItsLastSuccessAndError() {
    notifications.add(
        new NotificationTarget(
            "phone", "ntfy", "ntfy.sh", true, "", 2, Optional.of(AT), Optional.empty(), ""));
    notifications.add(
        new NotificationTarget(
            "old",
            "slack",
            "hooks.slack.com",
            false,
            "it says that it is gone",
            0,
            Optional.empty(),
            Optional.of(AT),
            "status 410"));

    assertThat(json())
        .contains(
            "\"targets\":[{\"name\":\"phone\",\"service\":\"ntfy\",\"address\":\"ntfy.sh\",\"enabled\":true,"
                + "\"problem\":\"\",\"waiting\":2,\"last_success\":1735689600.250,"
                + "\"last_failure\":null,\"last_error\":\"\"},"
                + "{\"name\":\"old\",\"service\":\"slack\",\"address\":\"hooks.slack.com\","
                + "\"enabled\":false,\"problem\":\"it says that it is gone\",\"waiting\":0,"
                + "\"last_success\":null,\"last_failure\":1735689600.250,"
                + "\"last_error\":\"status 410\"}]");
  }

  @Test
  void aRuleHasItsSettings() {
    notifications.add(
        new NotificationRule(
            "printers",
            true,
            "",
            List.of("finished", "failed"),
            Map.of("match.kind", "printer"),
            List.of("phone"),
            1,
            7,
            Optional.of(AT)));

    assertThat(json())
        .contains(
            "\"rules\":[{\"name\":\"printers\",\"enabled\":true,\"problem\":\"\","
                + "\"on\":[\"finished\",\"failed\"],\"settings\":{\"match.kind\":\"printer\"},"
                + "\"to\":[\"phone\"],\"held\":1,\"messages\":7,"
                + "\"last_message\":1735689600.250}]");
  }

  @Test
  void aMessageSaysWhatBecameOfIt() {
    notifications.add(
        new NotificationEntry(
            "m1",
            AT,
            "printers",
            "phone",
            "Voron has finished",
            "cat.3mf",
            List.of(new DeviceId("host:192.0.2.9")),
            Outcome.HELD,
            "quiet hours until 07:00"));

    assertThat(json())
        .contains(
            "\"recent\":[{\"id\":\"m1\",\"at\":1735689600.250,\"rule\":\"printers\",\"target\":\"phone\","
                + "\"title\":\"Voron has finished\",\"text\":\"cat.3mf\","
                + "\"devices\":[\"host:192.0.2.9\"],\"outcome\":\"held\","
                + "\"reason\":\"quiet hours until 07:00\"}]");
  }
}
