// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.kitty.notification.NotificationEntry;
import io.kitty.notification.NotificationEntry.Outcome;
import io.kitty.notify.message.Message;
import io.kitty.notify.message.Priority;
import io.kitty.notify.message.Severity;
import io.kitty.notify.message.Subject;
import io.kitty.notify.message.Trigger;
import io.kitty.testkit.FakeClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotificationLogTest {

  private final FakeClock clock = new FakeClock();
  private final NotificationLog log = new NotificationLog(clock);

  private static Subject subject(int number) {
    return new Subject(
        Trigger.OFFLINE,
        "a:" + number,
        "A" + number,
        "host",
        "",
        "A" + number + " is away",
        Instant.EPOCH,
        false);
  }

  private static Message message(int number) {
    return new Message(
        "id" + number,
        Instant.EPOCH,
        "rule",
        "title " + number,
        "text",
        Priority.DEFAULT,
        Severity.INFO,
        List.of(subject(number)),
        null);
  }

  @Test
  void aMessageIsOneEntryForEachTargetWhateverBecomesOfIt() {
    log.onOutcome("phone", message(1), Outcome.WAITING, "");
    log.onOutcome("mail", message(1), Outcome.WAITING, "");
    log.onOutcome("phone", message(1), Outcome.SENT, "");

    assertThat(log.recent())
        .extracting(NotificationEntry::target, NotificationEntry::outcome)
        .containsExactly(tuple("phone", Outcome.SENT), tuple("mail", Outcome.WAITING));
  }

  @Test
  void whatIsHeldBackForOneReasonIsOneEntryForTenMinutes() {
    for (int i = 0; i < 500; i++) {
      log.heldBack("rule", List.of(subject(i)), 1, Outcome.DROPPED, "because");
    }
    assertThat(log.recent())
        .singleElement()
        .satisfies(
            entry -> {
              assertThat(entry.title()).isEqualTo("500 events, the last: A499 is away");
              assertThat(entry.devices()).hasSize(20);
            });

    clock.advance(Duration.ofMinutes(11));
    log.heldBack("rule", List.of(subject(1)), 1, Outcome.DROPPED, "because");
    assertThat(log.recent()).hasSize(2);
  }

  @Test
  void whatIsHeldBackDisplacesNoMessages() {
    for (int i = 0; i < 40; i++) {
      log.onOutcome("phone", message(i), Outcome.SENT, "");
    }
    for (int i = 0; i < 500; i++) {
      log.heldBack("rule" + i, List.of(subject(i)), 1, Outcome.DROPPED, "because");
    }

    assertThat(log.recent()).hasSize(100);
    assertThat(log.recent().stream().filter(entry -> !entry.target().isEmpty())).hasSize(40);
  }

  @Test
  void whatWasHeldIsReleased() {
    log.heldBack("rule", List.of(subject(1)), 1, Outcome.HELD, "quiet hours until 07:00");
    log.heldBack("other", List.of(subject(1)), 1, Outcome.HELD, "quiet hours until 07:00");
    log.release("rule");

    assertThat(log.recent()).extracting(NotificationEntry::rule).containsExactly("other");
  }
}
