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

  private long now;
  private final EventQueue events = new EventQueue(() -> now);
  private final List<String> published = new ArrayList<>();
  private Speaker speaker = Speaker.THIS;
  private boolean seenElsewhere = true;
  private boolean leads = true;

  @BeforeEach
  void reconnect() {
    events.connect();
    events.begin(id -> false);
  }

  private void pass(Duration time) throws IOException {
    now += time.toNanos();
    events.publish(id -> speaker, id -> seenElsewhere, leads, published::add);
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
    now += CALM.toNanos();
    reconnect();
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
    events.onPublished(first);
    published.clear();

    reconnect();
    pass(CALM);

    assertThat(published).containsExactly(second);
  }

  @Test
  void doesNotRepeatWhatTheBrokerGotLate() throws Exception {
    String message = add(KILN, "RUNNING");
    pass(BRIEFLY);
    published.clear();

    events.connect();
    events.onPublished(message);
    events.begin(id -> false);
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
                    id -> seenElsewhere,
                    leads,
                    text -> {
                      throw new IOException("lost");
                    }))
        .isInstanceOf(IOException.class);

    reconnect();
    pass(CALM);

    assertThat(published).containsExactly(message);
  }

  @Test
  void theSecondEchoOfARepeatedEventIsNoReasonToDropTheNext() throws Exception {
    String message = add(KILN, "RUNNING");
    pass(BRIEFLY);
    reconnect();
    pass(CALM);
    events.onPublished(message);
    events.onPublished(message);
    assertThat(published).containsExactly(message, message);

    add(KILN, "RUNNING");
    pass(BRIEFLY);

    assertThat(published).containsExactly(message, message, message);
  }

  @Test
  void theSecondEchoOfARepeatedEventDoesNotDropTheNextThatWaits() throws Exception {
    String message = add(KILN, "RUNNING");
    pass(BRIEFLY);
    reconnect();
    pass(CALM);
    events.onPublished(message);
    add(KILN, "RUNNING");
    events.onPublished(message);
    pass(BRIEFLY);

    assertThat(published).containsExactly(message, message, message);
  }

  @Test
  void newEventsOfADeviceWaitForItsEarlierOnes() throws Exception {
    String first = add(KILN, "RUNNING");
    pass(BRIEFLY);
    published.clear();
    reconnect();
    String second = add(KILN, "FINISHED");
    String other = add(LAMP, "RUNNING");
    pass(BRIEFLY);
    assertThat(published).containsExactly(other);
    pass(CALM);

    assertThat(published).containsExactly(other, first, second);
  }

  @Test
  void publishesWhatALostHubDidNot() throws Exception {
    speaker = Speaker.OTHER;
    String first = add(KILN, "RUNNING");
    String second = add(KILN, "FINISHED");
    pass(BRIEFLY);
    events.onPublished(first);
    pass(CALM);
    assertThat(published).isEmpty();

    speaker = Speaker.THIS;
    pass(BRIEFLY);

    assertThat(published).containsExactly(second);
  }

  @Test
  void aStateThatTheOtherHubDidNotSeeIsNotPublishedAfterTheNext() throws Exception {
    speaker = Speaker.OTHER;
    add(KILN, "RUNNING");
    String second = add(KILN, "FINISHED");
    pass(BRIEFLY);
    events.onPublished(second);

    speaker = Speaker.THIS;
    pass(BRIEFLY);

    assertThat(published).isEmpty();
  }

  @Test
  void whatTheOtherHubSawFirstIsNotPublishedAgain() throws Exception {
    speaker = Speaker.OTHER;
    events.onPublished(changed(KILN, "RUNNING"));
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
    events.connect();
    events.onPublished(message);
    events.begin(id -> false);
    pass(CALM);

    assertThat(published).isEmpty();
  }

  @Test
  void keepsNothingOnceTheOtherHubIsKnownToBeThere() throws Exception {
    speaker = Speaker.OTHER;
    add(KILN, "RUNNING");
    pass(NOTICED);

    speaker = Speaker.THIS;
    pass(CALM);

    assertThat(published).isEmpty();
  }

  @Test
  void whatIsNewHereIsKnownThere() throws Exception {
    speaker = Speaker.OTHER;
    events.add(KILN, appeared(KILN));
    pass(BRIEFLY);

    speaker = Speaker.THIS;
    pass(CALM);

    assertThat(published).isEmpty();
  }

  @Test
  void whatIsNewToBothIsPublishedIfTheOtherHubIsLostAtOnce() throws Exception {
    speaker = Speaker.OTHER;
    events.add(KILN, appeared(KILN));
    pass(Duration.ofSeconds(30));
    assertThat(published).isEmpty();

    seenElsewhere = false;
    speaker = Speaker.THIS;
    pass(BRIEFLY);

    assertThat(published).containsExactly(appeared(KILN));
  }

  @Test
  void whatIsNewToBothAtTheSameTimeIsPublished() throws Exception {
    events.add(KILN, appeared(KILN));
    pass(BRIEFLY);

    assertThat(published).containsExactly(appeared(KILN));
  }

  @Test
  void whoSeesADeviceFirstThatReturnsPublishesIt() throws Exception {
    seenElsewhere = false;
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
    speaker = Speaker.OTHER;
    events.add(KILN, appeared(KILN));
    pass(BRIEFLY);
    events.onPublished(appeared(KILN));

    speaker = Speaker.THIS;
    events.add(KILN, appeared(KILN));
    pass(BRIEFLY);

    assertThat(published).containsExactly(appeared(KILN));
  }

  @Test
  void anotherHubHasPublishedWhatHappenedDuringTheOutage() throws Exception {
    add(KILN, "RUNNING");
    String other = add(LAMP, "RUNNING");
    events.connect();
    events.begin(KILN::equals);
    pass(BRIEFLY);

    assertThat(published).containsExactly(other);
  }

  @Test
  void ofTwoHubsThatAreBackTheSpeakerPublishes() throws Exception {
    String first = add(KILN, "RUNNING");
    String second = add(KILN, "FINISHED");
    reconnect();
    speaker = Speaker.OTHER;
    pass(BRIEFLY);
    events.onPublished(first);

    speaker = Speaker.THIS;
    pass(BRIEFLY);

    assertThat(published).containsExactly(second);
  }

  @Test
  void theLeaderIsTheFirstToPublishWhatNoHubSpeaksFor() throws Exception {
    speaker = Speaker.UNDECIDED;
    String message = add(KILN, "RUNNING");
    pass(BRIEFLY);
    assertThat(published).isEmpty();
    pass(CALM);
    assertThat(published).containsExactly(message);

    leads = false;
    String ofThis = add(LAMP, "RUNNING");
    String ofBoth = add(KILN, "FINISHED");
    pass(CALM);
    events.onPublished(ofBoth);
    assertThat(published).containsExactly(message);
    pass(NOTICED);
    assertThat(published).containsExactly(message, ofThis);
  }

  @Test
  void aHubThatTakesOverKeepsWhatTheLostOneDidNotPublish() throws Exception {
    leads = false;
    speaker = Speaker.OTHER;
    String message = add(KILN, "RUNNING");
    pass(Duration.ofSeconds(30));
    speaker = Speaker.UNDECIDED; // until the broker sends back its claims
    pass(BRIEFLY);
    assertThat(published).isEmpty();

    speaker = Speaker.THIS;
    pass(BRIEFLY);

    assertThat(published).containsExactly(message);
  }

  @Test
  void aSlowConnectDropsNothing() throws Exception {
    leads = false;
    speaker = Speaker.UNDECIDED;
    String message = add(KILN, "RUNNING");
    events.connect();
    now += CALM.toNanos();
    events.begin(id -> false);
    pass(BRIEFLY);
    assertThat(published).isEmpty();

    speaker = Speaker.THIS;
    pass(BRIEFLY);

    assertThat(published).containsExactly(message);
  }

  @Test
  void theTimeOfConnectingDoesNotCount() throws Exception {
    speaker = Speaker.OTHER;
    String message = add(KILN, "RUNNING");
    events.connect();
    now += NOTICED.toNanos();
    events.begin(id -> false);
    pass(BRIEFLY);

    speaker = Speaker.THIS;
    pass(BRIEFLY);

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
    now += Duration.ofHours(2).toNanos();
    reconnect();
    pass(CALM);
    assertThat(published).isEmpty();
  }

  @Test
  void textOfSomebodyElseIsIgnored() throws Exception {
    events.onPublished("[[[");
    events.onPublished("null");
    events.onPublished("");
    events.onPublished("{\"data\":[]}");
    events.onPublished("x".repeat(100_000));
    String message = add(KILN, "RUNNING");
    pass(BRIEFLY);

    assertThat(published).containsExactly(message);
  }
}
