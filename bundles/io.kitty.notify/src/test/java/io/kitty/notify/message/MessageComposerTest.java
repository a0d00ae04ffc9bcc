// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class MessageComposerTest {

  private static final Instant NOW = Instant.parse("2025-01-01T12:34:56Z");

  private final MessageComposer composer = new MessageComposer("rule", Priority.HIGH, null, null);
  private final Digest digest = new Digest();

  private static Subject subject(Trigger trigger, int number, boolean over) {
    return new Subject(
        trigger, "a:" + number, "A" + number, "host", "", "A" + number + " is it", NOW, over);
  }

  private Message compose(String hubUrl) {
    return composer.compose(digest, "", hubUrl, NOW, ZoneOffset.UTC);
  }

  @Test
  void linksToTheDeviceOrTheHub() {
    digest.add(subject(Trigger.NEW, 1, false), false);
    assertThat(compose("").link()).isNull();
    assertThat(compose("http://hub.lan:8088").link())
        .isEqualTo("http://hub.lan:8088/#/machine/a%3A1");

    digest.add(subject(Trigger.NEW, 2, false), false);
    assertThat(compose("http://hub.lan/kitty/").link()).isEqualTo("http://hub.lan/kitty/");
  }

  @Test
  void isAsSeriousAsTheWorstThatItTells() {
    digest.add(subject(Trigger.ONLINE, 1, true), true);
    assertThat(compose("").severity()).isEqualTo(Severity.SUCCESS);

    digest.add(subject(Trigger.FAILED, 2, false), false);
    assertThat(compose("").severity()).isEqualTo(Severity.FAILURE);
    assertThat(compose("").title()).isEqualTo("2 machines: 1 back, 1 failed");
  }

  @Test
  void staysWithinItsBounds() {
    for (int i = 0; i < 5000; i++) {
      digest.add(subject(Trigger.NEW, i, false), false);
    }
    Message message = compose("");

    assertThat(message.title()).isEqualTo("5000 machines new");
    assertThat(message.subjects()).hasSize(Message.MAX_SUBJECTS);
    assertThat(message.text()).endsWith(" more").hasSizeLessThanOrEqualTo(Message.MAX_TEXT);
    assertThat(digest.items()).hasSize(Digest.MAX_ITEMS);
  }

  @Test
  void countsWhatHappensAgain() {
    digest.add(subject(Trigger.FAILED, 1, false), false);
    digest.add(subject(Trigger.FAILED, 1, false), false);

    assertThat(compose("").title()).isEqualTo("A1 is it (2 times)");
  }
}
