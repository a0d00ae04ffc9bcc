// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.identifier.DeviceId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventQueueTest {

  private static final DeviceId KILN = new DeviceId("host:192.0.2.7");
  private static final DeviceId LAMP = new DeviceId("host:192.0.2.8");
  private static final Duration BRIEFLY = Duration.ofMillis(100);
  private static final Duration CALM = Duration.ofSeconds(3);
  private static final Duration NOTICED = Duration.ofSeconds(46);

  private final EventQueue events = new EventQueue();
  private final List<String> published = new ArrayList<>();
  private Speaker speaker = Speaker.THIS;
  private boolean leads = true;
  private long later;

  @BeforeEach
  void connect() {
    events.connected(now());
  }

  private long now() {
    return System.nanoTime() + later;
  }

  private void pass(Duration time) throws IOException {
    later += time.toNanos();
    events.publish(id -> speaker, leads, now(), published::add);
  }

  private static String changed(DeviceId id, String status) {
    return "{\"event\":\"device_changed\",\"data\":{\"id\":\"%s\",\"status\":\"%s\"}}"
        .formatted(id.value(), status);
  }

  private static String appeared(DeviceId id) {
    return changed(id, "IDLE").replace("changed", "appeared");
  }

  private String add(DeviceId id, String status) {
    String message = changed(id, status);
    events.add(id, message);
    return message;
  }

  @Test
  void publishesInOrderAtOnce() throws Exception {
    String first = add(KILN, "RUNNING");
    String second = add(LAMP, "RUNNING");
    String third = add(KILN, "FINISHED");
    pass(BRIEFLY);

    assertThat(published).containsExactly(first, second, third);
  }

  @Test
  void publishesAfterAnOutageWhatHappenedDuringIt() throws Exception {
    String first = add(KILN, "RUNNING");
    String second = add(KILN, "FINISHED");
    later += CALM.toNanos();
    events.connected(now());
    speaker = Speaker.UNDECIDED;
    pass(BRIEFLY);
    assertThat(published).isEmpty();
    speaker = Speaker.THIS;
    pass(BRIEFLY);

    assertThat(published).containsExactly(first, second);
  }

  @Test
  void repeatsWhatTheBrokerDidNotConfirmBeforeTheConnectionWasLost() throws Exception {
    String first = add(KILN, "RUNNING");
    String second = add(KILN, "FINISHED");
    pass(BRIEFLY);
    events.onPublished(first, now());
    published.clear();

    events.connected(now());
    pass(CALM);

    assertThat(published).containsExactly(second);
  }

  @Test
  void doesNotRepeatWhatTheBrokerGotLate() throws Exception {
    String message = add(KILN, "RUNNING");
    pass(BRIEFLY);
    published.clear();

    events.connected(now());
    events.onPublished(message, now());
    pass(CALM);

    assertThat(published).isEmpty();
  }

  @Test
  void keepsWhatCouldNotBePublished() throws Exception {
    String message = add(KILN, "RUNNING");
    assertThatThrownBy(
            () ->
                events.publish(
                    id -> speaker,
                    leads,
                    now(),
                    text -> {
                      throw new IOException("lost");
                    }))
        .isInstanceOf(IOException.class);

    events.connected(now());
    pass(CALM);

    assertThat(published).containsExactly(message);
  }

  @Test
  void newEventsOfADeviceWaitForItsEarlierOnes() throws Exception {
    String first = add(KILN, "RUNNING");
    pass(BRIEFLY);
    published.clear();
    events.connected(now());
    String second = add(KILN, "FINISHED");
    String other = add(LAMP, "RUNNING");
    pass(BRIEFLY);
    assertThat(published).containsExactly(other);
    pass(CALM);

    assertThat(published).containsExactly(other, first, second);
  }

  @Test
  void publishesWhatALostHubDidNot() throws Exception {
    speaker = Speaker.OTHER_THAT_SEES_IT;
    String first = add(KILN, "RUNNING");
    String second = add(KILN, "FINISHED");
    pass(BRIEFLY);
    events.onPublished(first, now());
    pass(CALM);
    assertThat(published).isEmpty();

    speaker = Speaker.THIS;
    pass(BRIEFLY);

    assertThat(published).containsExactly(second);
  }

  @Test
  void aStateThatTheOtherHubDidNotSeeIsNotPublishedAfterTheNext() throws Exception {
    speaker = Speaker.OTHER_THAT_SEES_IT;
    add(KILN, "RUNNING");
    String second = add(KILN, "FINISHED");
    pass(BRIEFLY);
    events.onPublished(second, now());

    speaker = Speaker.THIS;
    pass(BRIEFLY);

    assertThat(published).isEmpty();
  }

  @Test
  void whatTheOtherHubSawFirstIsNotPublishedAgain() throws Exception {
    speaker = Speaker.OTHER_THAT_SEES_IT;
    events.onPublished(changed(KILN, "RUNNING"), now());
    pass(CALM);

    speaker = Speaker.THIS;
    add(KILN, "RUNNING");
    String again = add(KILN, "RUNNING");
    pass(BRIEFLY);

    assertThat(published).containsExactly(again);
  }

  @Test
  void whatTheOtherHubPublishesWhileThisOneConnectsIsNotPublishedAgain() throws Exception {
    String message = add(KILN, "RUNNING");
    events.connected(now());
    events.onPublished(message, now());
    events.drop(id -> false);
    pass(CALM);

    assertThat(published).isEmpty();
  }

  @Test
  void keepsNothingOnceTheOtherHubIsKnownToBeThere() throws Exception {
    speaker = Speaker.OTHER_THAT_SEES_IT;
    add(KILN, "RUNNING");
    pass(NOTICED);

    speaker = Speaker.THIS;
    pass(CALM);

    assertThat(published).isEmpty();
  }

  @Test
  void whatIsNewHereIsKnownThere() throws Exception {
    speaker = Speaker.OTHER_THAT_SEES_IT;
    events.add(KILN, appeared(KILN));
    pass(BRIEFLY);

    speaker = Speaker.THIS;
    pass(CALM);

    assertThat(published).isEmpty();
  }

  @Test
  void whoSeesADeviceFirstThatReturnsPublishesIt() throws Exception {
    speaker = Speaker.OTHER;
    events.add(KILN, appeared(KILN));
    pass(BRIEFLY);
    assertThat(published).isEmpty();

    speaker = Speaker.THIS;
    pass(BRIEFLY);

    assertThat(published).containsExactly(appeared(KILN));
  }

  @Test
  void whatWasLeftToAnotherHubIsNoReasonToDropTheNext() throws Exception {
    speaker = Speaker.OTHER_THAT_SEES_IT;
    events.add(KILN, appeared(KILN));
    pass(BRIEFLY);
    events.onPublished(appeared(KILN), now());

    speaker = Speaker.THIS;
    events.add(KILN, appeared(KILN));
    pass(BRIEFLY);

    assertThat(published).containsExactly(appeared(KILN));
  }

  @Test
  void anotherHubHasPublishedWhatHappenedDuringTheOutage() throws Exception {
    add(KILN, "RUNNING");
    String other = add(LAMP, "RUNNING");
    events.connected(now());
    events.drop(KILN::equals);
    pass(BRIEFLY);

    assertThat(published).containsExactly(other);
  }

  @Test
  void ofTwoHubsThatAreBackTheSpeakerPublishes() throws Exception {
    String first = add(KILN, "RUNNING");
    String second = add(KILN, "FINISHED");
    events.connected(now());
    speaker = Speaker.OTHER_THAT_SEES_IT;
    pass(BRIEFLY);
    events.onPublished(first, now());

    speaker = Speaker.THIS;
    pass(BRIEFLY);

    assertThat(published).containsExactly(second);
  }

  @Test
  void onlyTheLeaderPublishesWhatNoHubSpeaksFor() throws Exception {
    speaker = Speaker.UNDECIDED;
    String message = add(KILN, "RUNNING");
    pass(BRIEFLY);
    assertThat(published).isEmpty();
    pass(CALM);
    assertThat(published).containsExactly(message);

    leads = false;
    add(LAMP, "RUNNING");
    pass(CALM);
    leads = true;
    pass(CALM);
    assertThat(published).containsExactly(message);
  }

  @Test
  void keepsTheNewestThousandOfTheLastHour() throws Exception {
    for (int i = 0; i < 1500; i++) {
      add(KILN, "S" + i);
    }
    pass(BRIEFLY);
    assertThat(published).hasSize(1000).endsWith(changed(KILN, "S1499"));

    add(KILN, "old");
    published.clear();
    later += Duration.ofHours(2).toNanos();
    events.connected(now());
    pass(CALM);
    assertThat(published).isEmpty();
  }

  @Test
  void textOfSomebodyElseIsIgnored() throws Exception {
    events.onPublished("[[[", now());
    events.onPublished("null", now());
    events.onPublished("", now());
    events.onPublished("{\"data\":[]}", now());
    events.onPublished("x".repeat(100_000), now());
    String message = add(KILN, "RUNNING");
    pass(BRIEFLY);

    assertThat(published).containsExactly(message);
  }
}
