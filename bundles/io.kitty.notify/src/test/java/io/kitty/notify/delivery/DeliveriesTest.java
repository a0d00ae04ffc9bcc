// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.notification.NotificationTarget;
import io.kitty.notify.message.Message;
import io.kitty.notify.transport.Transport;
import io.kitty.notify.transport.TransportResult;
import io.kitty.notify.transport.TransportResult.Kind;
import io.kitty.testkit.FakeClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveriesTest {

  private static final Duration SHORT = Duration.ofMillis(1);

  @TempDir private Path folder;

  private final FakeClock clock = new FakeClock();
  private final FakeTimer timer = new FakeTimer(clock);
  private final List<String> outcomes = new ArrayList<>();
  private Deliveries deliveries;

  /** A service that answers as a test says, and remembers what it has accepted. */
  private final class FakeService implements Transport {
    private final List<String> attempts = new ArrayList<>();
    private final List<Instant> times = new ArrayList<>();
    private final List<String> accepted = new ArrayList<>();
    private TransportResult result = TransportResult.ACCEPTED;
    private CompletableFuture<TransportResult> pending;
    private int repetitions;
    private boolean repeats;
    private RuntimeException failure;

    private void fail() {
      if (failure != null) {
        throw failure;
      }
    }

    @Override
    public CompletableFuture<TransportResult> send(Message message) {
      fail();
      attempts.add(message.id());
      times.add(clock.instant());
      if (pending != null) {
        return pending;
      }
      if (result.kind() == Kind.ACCEPTED) {
        accepted.add(message.id());
      }
      return CompletableFuture.completedFuture(result);
    }

    @Override
    public Optional<CompletableFuture<TransportResult>> repeat() {
      repetitions++;
      fail();
      return repeats ? Optional.of(CompletableFuture.completedFuture(result)) : Optional.empty();
    }
  }

  private Deliveries start() {
    deliveries = new Deliveries(folder, timer, clock);
    deliveries.start(
        (target, message, outcome, reason) ->
            outcomes.add(
                target
                    + " "
                    + message.id()
                    + " "
                    + outcome
                    + (reason.isEmpty() ? "" : ": " + reason)));
    timer.advance(SHORT);
    return deliveries;
  }

  private static Target target(String name, Transport transport) {
    return new Target(name, "ntfy", "ntfy.example.org", true, "", transport);
  }

  private FakeService phone() {
    FakeService service = new FakeService();
    start().put(target("phone", service));
    timer.advance(SHORT);
    return service;
  }

  private void send(String target, String... ids) {
    for (String id : ids) {
      deliveries.send(
          target,
          new Message(
              id,
              clock.instant(),
              "rule",
              "Title",
              "Text",
              TestMessages.offline().priority(),
              TestMessages.offline().severity(),
              List.of(),
              null));
    }
    timer.advance(SHORT);
  }

  private NotificationTarget state() {
    return deliveries.targets().get(0);
  }

  @Test
  void deliversInOrder() {
    FakeService phone = phone();
    send("phone", "1", "2", "3");

    assertThat(phone.accepted).containsExactly("1", "2", "3");
    assertThat(outcomes)
        .containsExactly(
            "phone 1 WAITING",
            "phone 2 WAITING",
            "phone 3 WAITING",
            "phone 1 SENT",
            "phone 2 SENT",
            "phone 3 SENT");
    assertThat(state().waiting()).isZero();
    assertThat(state().lastSuccess()).isPresent();
    assertThat(state().lastError()).isEmpty();
  }

  @Test
  void aTargetThatIsDownForTenMinutesGetsEverythingOnceAndInOrder() {
    FakeService phone = phone();
    phone.result = TransportResult.retry("it is down");
    List<String> ids = IntStream.range(0, 60).mapToObj(i -> "m" + i).toList();
    for (String id : ids) {
      send("phone", id);
      timer.advance(Duration.ofSeconds(10));
    }
    assertThat(phone.accepted).isEmpty();
    assertThat(state().waiting()).isEqualTo(60);
    assertThat(state().lastError()).isEqualTo("it is down");
    assertThat(phone.attempts).hasSizeBetween(5, 12).containsOnly("m0");

    phone.result = TransportResult.ACCEPTED;
    timer.advance(Duration.ofMinutes(13));

    assertThat(phone.accepted).isEqualTo(ids);
    assertThat(outcomes).filteredOn(each -> each.endsWith("SENT")).hasSize(60);
    assertThat(state().waiting()).isZero();
  }

  @Test
  void pausesGrowFromFiveSecondsToTenMinutes() {
    FakeService phone = phone();
    phone.result = TransportResult.retry("it is down");
    send("phone", "1");
    timer.advance(Duration.ofHours(2));

    List<Double> pauses = new ArrayList<>();
    for (int i = 1; i < phone.times.size(); i++) {
      pauses.add(Duration.between(phone.times.get(i - 1), phone.times.get(i)).toMillis() / 1000.0);
    }
    double expected = 5;
    for (double pause : pauses) {
      assertThat(pause).isBetween(expected * 0.8 - 0.01, expected * 1.2 + 0.01);
      expected = Math.min(600, expected * 2);
    }
    assertThat(pauses).hasSizeGreaterThan(12);
  }

  @Test
  void leavesAServiceAloneForAsLongAsItSays() {
    FakeService phone = phone();
    phone.result = new TransportResult(Kind.RETRY, "too many", Duration.ofMinutes(7));
    send("phone", "1");
    timer.advance(Duration.ofMinutes(7).minusSeconds(1));
    assertThat(phone.attempts).hasSize(1);

    timer.advance(Duration.ofSeconds(2));
    assertThat(phone.attempts).hasSize(2);
  }

  @Test
  void aRejectedMessageFailsAndTheNextIsSent() {
    FakeService phone = phone();
    phone.result = TransportResult.rejected("it does not understand");
    send("phone", "1");
    phone.result = TransportResult.ACCEPTED;
    send("phone", "2");

    assertThat(phone.attempts).containsExactly("1", "2");
    assertThat(outcomes)
        .contains("phone 1 FAILED: it does not understand", "phone 2 SENT")
        .hasSize(4);
  }

  @Test
  void aMessageThatCannotBeWrittenFails() {
    FakeService phone = phone();
    phone.failure = new IllegalArgumentException("s3cr3t");
    send("phone", "1");

    assertThat(outcomes)
        .last()
        .isEqualTo("phone 1 FAILED: the message cannot be written for this service");
  }

  @Test
  void aClientThatCannotBeOpenedIsTriedAgain() {
    FakeService phone = phone();
    phone.failure = new UncheckedIOException(new IOException("Too many open files"));
    send("phone", "1");
    assertThat(outcomes).last().isEqualTo("phone 1 WAITING: the hub cannot open a connection now");

    phone.failure = null;
    timer.advance(Duration.ofSeconds(10));
    assertThat(phone.accepted).containsExactly("1");
  }

  @Test
  void repetitionsGoOnAfterAFailure() {
    FakeService phone = phone();
    phone.repeats = true;
    phone.failure = new UncheckedIOException(new IOException("Too many open files"));
    timer.advance(Duration.ofMinutes(3));
    phone.failure = null;
    timer.advance(Duration.ofMinutes(2));

    assertThat(phone.repetitions).isEqualTo(2);
    assertThat(state().lastSuccess()).isPresent();
  }

  @Test
  void aServiceThatIsGoneIsDisabledUntilItsFileChanges() {
    FakeService phone = phone();
    phone.result = new TransportResult(Kind.GONE, "it answers 410", Duration.ZERO);
    send("phone", "1", "2");
    timer.advance(Duration.ofHours(1));

    assertThat(phone.attempts).containsExactly("1");
    assertThat(state().enabled()).isFalse();
    assertThat(state().problem()).isEqualTo("it is gone: it answers 410");
    assertThat(state().waiting()).isEqualTo(1);

    FakeService other = new FakeService();
    deliveries.put(target("phone", other));
    timer.advance(SHORT);
    assertThat(other.accepted).containsExactly("2");
    assertThat(state().enabled()).isTrue();
  }

  @Test
  void givesUpAfterThreeDays() {
    FakeService phone = phone();
    phone.result = TransportResult.retry("it is down");
    send("phone", "1");
    timer.advance(Duration.ofDays(2));
    send("phone", "2");
    timer.advance(Duration.ofDays(2));

    assertThat(outcomes)
        .filteredOn(each -> each.startsWith("phone 1 "))
        .last()
        .isEqualTo("phone 1 FAILED: given up after 3 days: it is down");
    assertThat(outcomes).noneMatch(each -> each.startsWith("phone 2 FAILED"));
    assertThat(state().waiting()).isEqualTo(1);
  }

  @Test
  void aSlowTargetDoesNotDelayAnother() {
    FakeService slow = phone();
    slow.pending = new CompletableFuture<>();
    FakeService fast = new FakeService();
    deliveries.put(target("mail", fast));
    send("phone", "1", "2");
    send("mail", "3");

    assertThat(slow.attempts).containsExactly("1");
    assertThat(fast.accepted).containsExactly("3");
    CompletableFuture<TransportResult> last = slow.pending;
    slow.pending = null;
    last.complete(TransportResult.ACCEPTED);
    timer.advance(SHORT);
    assertThat(slow.accepted).containsExactly("2");
  }

  @Test
  void whatWaitsSurvivesAnEndWithoutGoodbye() {
    FakeService phone = phone();
    phone.result = TransportResult.retry("it is down");
    send("phone", "1", "2");
    outcomes.clear();

    FakeService again = new FakeService();
    start();
    assertThat(outcomes).containsExactly("phone 1 WAITING", "phone 2 WAITING");
    deliveries.put(target("phone", again));
    timer.advance(SHORT);
    assertThat(again.accepted).containsExactly("1", "2");
  }

  @Test
  void nothingHappensBeforeTheStart() throws IOException {
    Deliveries early = new Deliveries(folder, timer, clock);
    FakeService phone = new FakeService();
    early.put(target("phone", phone));
    early.send("phone", TestMessages.offline());
    timer.advance(Duration.ofMinutes(1));
    assertThat(phone.attempts).isEmpty();
    assertThat(early.targets()).extracting(NotificationTarget::name).containsExactly("phone");

    early.start((target, message, outcome, reason) -> {});
    timer.advance(SHORT);
    assertThat(phone.accepted).containsExactly("m1");
    assertThat(Files.readString(folder.resolve("phone.queue"))).isEmpty();
  }

  @Test
  void aTaskRunsAfterWhatWasQueuedBeforeIsWritten() {
    FakeService phone = phone();
    phone.result = TransportResult.retry("it is down");
    List<String> written = new ArrayList<>();
    deliveries.send("phone", TestMessages.offline());
    deliveries.afterwards(() -> written.add(contentOf("phone.queue")));
    assertThat(written).isEmpty();
    timer.advance(SHORT);

    assertThat(written).singleElement().asString().contains("\"m1\"");
  }

  private String contentOf(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theOldestIsDroppedFromAFullQueue() {
    FakeService phone = phone();
    phone.result = TransportResult.retry("it is down");
    for (int i = 0; i < 1002; i++) {
      send("phone", "m" + i);
    }

    assertThat(state().waiting()).isEqualTo(1000);
    assertThat(outcomes)
        .contains(
            "phone m0 DROPPED: too many messages wait for the target phone",
            "phone m1 DROPPED: too many messages wait for the target phone");
  }

  @Test
  void aMessageWaitsForATargetThatIsNotConfiguredYet() {
    start();
    send("phone", "1");
    assertThat(outcomes).containsExactly("phone 1 WAITING: there is no target phone yet");

    FakeService phone = new FakeService();
    deliveries.put(target("phone", phone));
    timer.advance(SHORT);
    assertThat(phone.accepted).containsExactly("1");
  }

  @Test
  void aNameThatNoTargetCanHaveFailsAtOnce() throws IOException {
    start();
    send("../phone", "1");

    assertThat(outcomes).containsExactly("../phone 1 FAILED: there is no target ../phone");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aDisabledTargetGetsNothingAndItsMessagesAreDropped() {
    FakeService phone = phone();
    phone.result = TransportResult.retry("it is down");
    send("phone", "1");
    deliveries.put(new Target("phone", "", "", false, "", null));
    timer.advance(SHORT);
    send("phone", "2");

    assertThat(outcomes)
        .contains(
            "phone 1 DROPPED: the target phone is disabled",
            "phone 2 DROPPED: the target phone is disabled");
    assertThat(state().enabled()).isFalse();
  }

  @Test
  void messagesWaitWhileAFileCannotBeUsed() {
    start().put(new Target("phone", "", "", true, "etc/x.cfg: url is missing", null));
    timer.advance(SHORT);
    send("phone", "1");
    assertThat(state().problem()).isEqualTo("etc/x.cfg: url is missing");
    assertThat(state().waiting()).isEqualTo(1);

    FakeService phone = new FakeService();
    deliveries.put(target("phone", phone));
    timer.advance(SHORT);
    assertThat(phone.accepted).containsExactly("1");
  }

  @Test
  void anOldFileDoesNotRemoveANewTarget() {
    FakeService phone = new FakeService();
    Target old = target("phone", phone);
    start().put(old);
    deliveries.put(target("phone", new FakeService()));
    deliveries.remove(old);
    assertThat(deliveries.targets()).hasSize(1);

    deliveries.remove(target("phone", phone));
    assertThat(deliveries.targets()).hasSize(1);
  }

  @Test
  void testsATarget() {
    FakeService phone = phone();
    assertThat(deliveries.test("nobody")).isEmpty();
    assertThat(answer("phone")).isEmpty();
    assertThat(phone.accepted).hasSize(1);
    assertThat(outcomes).singleElement().asString().endsWith("SENT");

    phone.result = TransportResult.retry("it is down");
    assertThat(answer("phone")).isEqualTo("it is down");
    assertThat(state().waiting()).isZero();
    assertThat(state().lastError()).isEqualTo("it is down");

    deliveries.put(new Target("off", "", "", false, "", null));
    assertThat(answer("off")).isEqualTo("the target off is disabled");
    deliveries.put(new Target("bad", "", "", true, "etc/x.cfg: url is missing", null));
    assertThat(answer("bad")).isEqualTo("etc/x.cfg: url is missing");
  }

  private String answer(String target) {
    CompletableFuture<String> answer = deliveries.test(target).orElseThrow().toCompletableFuture();
    timer.advance(SHORT);
    return answer.getNow("no answer");
  }

  @Test
  void repeatsWhatAServiceWouldForget() {
    FakeService phone = phone();
    timer.advance(Duration.ofMinutes(5));
    assertThat(phone.repetitions).isEqualTo(1);

    phone.repeats = true;
    send("phone", "1");
    timer.advance(Duration.ofMinutes(5));
    assertThat(phone.repetitions).isEqualTo(3);
  }

  @Test
  void theEndWaitsForWhatIsBeingSent() throws Exception {
    Deliveries real = new Deliveries(folder, new ThreadTimer(), clock);
    FakeService phone = new FakeService();
    phone.pending = new CompletableFuture<>();
    real.start((target, message, outcome, reason) -> {});
    real.put(target("phone", phone));
    real.send("phone", TestMessages.offline());
    Awaitility.await().until(() -> !phone.attempts.isEmpty());

    Thread end = new Thread(real::stop);
    end.start();
    phone.pending.complete(TransportResult.ACCEPTED);
    end.join();

    assertThat(Files.readString(folder.resolve("phone.queue"))).isEmpty();
  }
}
