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
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventQueueTest {

  private static final DeviceId KILN = new DeviceId("host:192.0.2.7");
  private static final DeviceId LAMP = new DeviceId("host:192.0.2.8");
  private static final Duration BRIEFLY = Duration.ofMillis(100);
  private static final Duration CALM = Duration.ofSeconds(3);
  private static final Duration NOTICED = Duration.ofSeconds(46);

  private long now;
  private final EventQueue events = new EventQueue(() -> now, new Claims());
  private final List<String> published = new ArrayList<>();
  private Speaker speaker = Speaker.THIS;
  private boolean seenElsewhere;
  private boolean knownElsewhere = true;
  private Set<String> removed = Set.of();
  private boolean leads = true;

  private final class Claims implements Speakers {

    @Override
    public Optional<String> slug(DeviceId id) {
      return Optional.of(slugOf(id));
    }

    @Override
    public Speaker speaker(DeviceId id) {
      return speaker;
    }

    @Override
    public boolean isSeenElsewhere(DeviceId id) {
      return seenElsewhere;
    }

    @Override
    public boolean isKnownElsewhere(String slug) {
      return knownElsewhere;
    }

    @Override
    public Set<String> takeRemoved() {
      return removed;
    }

    @Override
    public boolean leads() {
      return leads;
    }
  }

  private static String slugOf(DeviceId id) {
    return id.value().replace(':', '_');
  }

  @BeforeEach
  void reconnect() {
    events.connect();
    events.begin();
  }

  private void reconnect(ToldState retained) {
    events.connect();
    events.onFound(slugOf(KILN), retained);
    events.begin();
  }

  private void pass(Duration time) throws IOException {
    now += time.toNanos();
    events.publish(published::add);
  }

  private static String changed(DeviceId id, String name) {
    return changed(id, "not " + name, name);
  }

  private static String changed(DeviceId id, String before, String name) {
    return """
        {"event":"device_changed","data":{"id":"%s","name":"%s","before":{"name":"%s"}}}"""
        .formatted(id.value(), name, before);
  }

  private static String appeared(DeviceId id) {
    return changed(id, "IDLE").replace("changed", "appeared");
  }

  private static String departed(DeviceId id) {
    return changed(id, "IDLE").replace("changed", "departed");
  }

  private static String finished(DeviceId id) {
    return changed(id, "RUNNING").replace("device_changed", "printer_finished");
  }

  private static ToldState named(String name) {
    return ToldState.present(name, "", "");
  }

  private String add(DeviceId id, String name) {
    String message = changed(id, name);
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
    events.begin();
    pass(CALM);

    assertThat(published).isEmpty();
  }

  @Test
  void keepsWhatCouldNotBePublished() throws Exception {
    String message = add(KILN, "RUNNING");
    assertThatThrownBy(
            () ->
                events.publish(
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

    String second = add(KILN, "FINISHED");
    String third = add(KILN, "RUNNING");
    pass(BRIEFLY);

    assertThat(published).containsExactly(message, message, second, third);
  }

  @Test
  void theSecondEchoOfARepeatedEventDoesNotDropTheNextThatWaits() throws Exception {
    String message = add(KILN, "RUNNING");
    pass(BRIEFLY);
    reconnect();
    pass(CALM);
    events.onPublished(message);
    String second = add(KILN, "FINISHED");
    String third = add(KILN, "RUNNING");
    events.onPublished(message);
    pass(BRIEFLY);

    assertThat(published).containsExactly(message, message, second, third);
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
    String next = add(KILN, "FINISHED");
    pass(BRIEFLY);

    assertThat(published).containsExactly(next);
  }

  @Test
  void whatTheOtherHubPublishesWhileThisOneConnectsIsNotPublishedAgain() throws Exception {
    String message = add(KILN, "RUNNING");
    events.connect();
    events.onPublished(message);
    events.begin();
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
    reconnect(named("IDLE"));
    speaker = Speaker.OTHER;
    events.add(KILN, appeared(KILN));
    pass(BRIEFLY);

    speaker = Speaker.THIS;
    pass(CALM);

    assertThat(published).isEmpty();
  }

  @Test
  void whatIsNewToBothIsPublishedIfTheOtherHubIsLostAtOnce() throws Exception {
    reconnect(ToldState.ABSENT);
    speaker = Speaker.OTHER;
    events.add(KILN, appeared(KILN));
    pass(Duration.ofSeconds(30));
    assertThat(published).isEmpty();

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
    reconnect(ToldState.ABSENT);
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
    events.onPublished(departed(KILN));

    speaker = Speaker.THIS;
    events.add(KILN, departed(KILN));
    events.add(KILN, appeared(KILN));
    pass(BRIEFLY);

    assertThat(published).containsExactly(appeared(KILN));
  }

  @Test
  void anotherHubHasPublishedWhatHappenedDuringTheOutage() throws Exception {
    add(KILN, "RUNNING");
    String next = add(KILN, "FINISHED");
    String other = add(LAMP, "RUNNING");
    reconnect(named("RUNNING"));
    pass(BRIEFLY);

    assertThat(published).containsExactly(next, other);
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
    events.begin();
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
    events.begin();
    pass(BRIEFLY);

    speaker = Speaker.THIS;
    pass(BRIEFLY);

    assertThat(published).containsExactly(message);
  }

  @Test
  void aHubThatIsAloneTellsAllThatHappenedDuringAnOutage() throws Exception {
    add(KILN, "IDLE");
    pass(BRIEFLY);
    published.clear();
    String first = add(KILN, "RUNNING");
    String second = add(KILN, "IDLE");
    reconnect(named("IDLE"));
    pass(BRIEFLY);

    assertThat(published).containsExactly(first, second);
  }

  @Test
  void aHubThatIsAloneTellsWhatHappenedBeforeItsFirstConnection() throws Exception {
    knownElsewhere = false;
    String first = add(KILN, "RUNNING");
    String second = add(KILN, "FINISHED");
    events.add(KILN, finished(KILN));
    reconnect(named("FINISHED"));
    pass(BRIEFLY);

    assertThat(published).containsExactly(first, second, finished(KILN));
  }

  @Test
  void aChangeOfDetailsIsToldWhateverAnotherHubHasTold() throws Exception {
    reconnect(named("RUNNING"));
    String details = changed(KILN, "RUNNING", "RUNNING");
    events.add(KILN, details);
    pass(BRIEFLY);

    assertThat(published).containsExactly(details);
  }

  @Test
  void repeatsWhatLedBackToWhatTheBrokerRetains() throws Exception {
    String first = changed(KILN, "RUNNING", "ERROR");
    String second = changed(KILN, "ERROR", "RUNNING");
    events.add(KILN, first);
    events.add(KILN, second);
    pass(BRIEFLY);
    published.clear();
    reconnect(named("RUNNING"));
    pass(CALM);

    assertThat(published).containsExactly(first, second);
  }

  @Test
  void aDeviceThatWasRemovedAppearsAgain() throws Exception {
    events.add(KILN, appeared(KILN));
    pass(BRIEFLY);
    removed = Set.of(slugOf(KILN));
    events.add(KILN, appeared(KILN));
    pass(BRIEFLY);

    assertThat(published).containsExactly(appeared(KILN), appeared(KILN));
  }

  @Test
  void doesNotRepeatWhatHasLedToWhatTheBrokerRetains() throws Exception {
    add(KILN, "RUNNING");
    events.add(KILN, finished(KILN));
    pass(BRIEFLY);
    published.clear();
    String next = add(KILN, "IDLE");
    reconnect(named("RUNNING"));
    pass(CALM);

    assertThat(published).containsExactly(next);
  }

  @Test
  void repeatsAChangeOfDetailsThatMayBeLost() throws Exception {
    add(KILN, "RUNNING");
    pass(BRIEFLY);
    published.clear();
    String details = changed(KILN, "RUNNING", "RUNNING");
    events.add(KILN, details);
    pass(BRIEFLY);
    reconnect(named("RUNNING"));
    pass(CALM);

    assertThat(published).containsExactly(details, details);
  }

  @Test
  void theEventOfAPrinterThatALostHubDidNotPublishIsPublished() throws Exception {
    speaker = Speaker.OTHER;
    String change = add(KILN, "FINISHED");
    events.add(KILN, finished(KILN));
    add(LAMP, "FINISHED");
    events.add(LAMP, finished(LAMP));
    events.onPublished(change);
    events.onPublished(changed(LAMP, "FINISHED"));
    events.onPublished(finished(LAMP));

    speaker = Speaker.THIS;
    pass(BRIEFLY);

    assertThat(published).containsExactly(finished(KILN));
  }

  @Test
  void aDeviceThatAnotherHubSeesHasNotDeparted() throws Exception {
    reconnect(named("KILN"));
    seenElsewhere = true;
    events.add(KILN, departed(KILN));
    pass(BRIEFLY);
    assertThat(published).isEmpty();
    assertThat(events.heldSlugs()).containsExactly(slugOf(KILN));

    seenElsewhere = false;
    pass(BRIEFLY);

    assertThat(published).containsExactly(departed(KILN));
    assertThat(events.heldSlugs()).isEmpty();
  }

  @Test
  void aDeviceThatReturnsAsItWasWhileAnotherHubSeesItWasThere() throws Exception {
    reconnect(named("IDLE"));
    seenElsewhere = true;
    events.add(KILN, departed(KILN));
    pass(BRIEFLY);
    events.add(KILN, appeared(KILN));
    pass(BRIEFLY);
    events.add(LAMP, departed(LAMP));
    pass(NOTICED);

    assertThat(published).isEmpty();
    assertThat(events.heldSlugs()).isEmpty();
  }

  @Test
  void aDeviceThatReturnsAsAnotherHasDepartedWhoeverSeesIt() throws Exception {
    reconnect(named("KILN"));
    seenElsewhere = true;
    events.add(KILN, departed(KILN));
    events.add(KILN, appeared(KILN));
    pass(BRIEFLY);

    assertThat(published).containsExactly(departed(KILN), appeared(KILN));
  }

  @Test
  void aDepartureIsOneWhateverNameTheDeviceHad() throws Exception {
    reconnect(ToldState.ABSENT);
    events.add(KILN, departed(KILN));
    pass(BRIEFLY);

    assertThat(published).isEmpty();
  }

  @Test
  void aMergeIsToldInAnyCase() throws Exception {
    reconnect(ToldState.ABSENT);
    String merged = departed(KILN).replace("}}}", "},\"reason\":\"MERGED\"}}");
    events.add(KILN, merged);
    events.add(KILN, appeared(KILN));
    pass(BRIEFLY);

    assertThat(published).containsExactly(merged, appeared(KILN));
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
