// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kitty.identifier.DeviceId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
  private Optional<Boolean> speaks = Optional.of(true);
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
    events.publish(id -> speaks, leads, now(), published::add);
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
    speaks = Optional.empty();
    pass(BRIEFLY);
    assertThat(published).isEmpty();
    speaks = Optional.of(true);
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
                    id -> speaks,
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
    speaks = Optional.of(false);
    String first = add(KILN, "RUNNING");
    String second = add(KILN, "FINISHED");
    pass(BRIEFLY);
    events.onPublished(first, now());
    pass(CALM);
    assertThat(published).isEmpty();

    speaks = Optional.of(true);
    pass(BRIEFLY);

    assertThat(published).containsExactly(second);
  }

  @Test
  void aStateThatTheOtherHubDidNotSeeIsNotPublishedAfterTheNext() throws Exception {
    speaks = Optional.of(false);
    add(KILN, "RUNNING");
    String second = add(KILN, "FINISHED");
    pass(BRIEFLY);
    events.onPublished(second, now());

    speaks = Optional.of(true);
    pass(BRIEFLY);

    assertThat(published).isEmpty();
  }

  @Test
  void whatTheOtherHubSawFirstIsNotPublishedAgain() throws Exception {
    speaks = Optional.of(false);
    events.onPublished(changed(KILN, "RUNNING"), now());
    pass(CALM);

    speaks = Optional.of(true);
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
    speaks = Optional.of(false);
    add(KILN, "RUNNING");
    pass(NOTICED);

    speaks = Optional.of(true);
    pass(CALM);

    assertThat(published).isEmpty();
  }

  @Test
  void whatIsNewHereIsKnownThere() throws Exception {
    speaks = Optional.of(false);
    events.add(KILN, appeared(KILN));
    pass(BRIEFLY);

    speaks = Optional.of(true);
    pass(CALM);

    assertThat(published).isEmpty();
  }

  @Test
  void whatWasLeftToAnotherHubIsNoReasonToDropTheNext() throws Exception {
    speaks = Optional.of(false);
    events.add(KILN, appeared(KILN));
    pass(BRIEFLY);
    events.onPublished(appeared(KILN), now());

    speaks = Optional.of(true);
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
    speaks = Optional.of(false);
    pass(BRIEFLY);
    events.onPublished(first, now());

    speaks = Optional.of(true);
    pass(BRIEFLY);

    assertThat(published).containsExactly(second);
  }

  @Test
  void onlyTheLeaderPublishesWhatNoHubSpeaksFor() throws Exception {
    speaks = Optional.empty();
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
