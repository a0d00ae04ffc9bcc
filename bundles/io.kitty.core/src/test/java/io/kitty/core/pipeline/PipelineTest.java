// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kitty.core.provider.FakeInterfaces;
import io.kitty.device.Authority;
import io.kitty.device.DepartureReason;
import io.kitty.device.Endpoint;
import io.kitty.device.Sighting;
import io.kitty.device.Source;
import io.kitty.event.DeviceEvent;
import io.kitty.event.DeviceEvent.Departed;
import io.kitty.model.ModelLimits;
import io.kitty.net.link.NeighbourTable;
import io.kitty.testkit.TestLinks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PipelineTest {

  private static final Source PING = new Source("ping", "host", "host", Authority.REACHABILITY);

  private final List<DeviceEvent> events = new CopyOnWriteArrayList<>();
  private final AtomicInteger idle = new AtomicInteger();
  private final Pipeline pipeline =
      new Pipeline(
          new ModelLimits(100_000, 100_000),
          new NeighbourTable(new FakeInterfaces().monitor(), Runnable::run),
          events::add,
          edit -> {},
          (last, successor) -> {},
          (source, sighting) -> {},
          idle::incrementAndGet);

  @AfterEach
  void close() {
    pipeline.close();
  }

  private static Sighting sighting(int number, Duration lifetime) {
    return Sighting.of("k" + number, new Endpoint(TestLinks.address("127.0.0.5"), "lo"), lifetime)
        .build();
  }

  @Test
  void sightingsAppearAndExpire() {
    pipeline.start();
    pipeline.report(PING, sighting(1, Duration.ofMillis(50)));

    await().until(() -> events.size() == 2);
    assertThat(((Departed) events.get(1)).reason()).isEqualTo(DepartureReason.EXPIRED);
    assertThat(idle.get()).isPositive();
  }

  @Test
  void sightingsReportedAgainExtendTheirLifetimeWithoutAnEvent() throws Exception {
    pipeline.start();
    Sighting sighting = sighting(1, Duration.ofMinutes(1));
    pipeline.report(PING, sighting);
    await().until(() -> events.size() == 1);
    long before = pipeline.call(set -> set.nextExpiry().getAsLong()).get();
    Instant seen =
        pipeline.call(set -> set.deviceTable().devices().iterator().next().lastSeen()).get();

    await()
        .until(
            () -> {
              assertThat(pipeline.reportAgain(PING, List.of(sighting))).isTrue();
              Instant now =
                  pipeline
                      .call(set -> set.deviceTable().devices().iterator().next().lastSeen())
                      .get();
              return now.isAfter(seen);
            });
    assertThat(events).hasSize(1);
    assertThat(pipeline.call(set -> set.nextExpiry().getAsLong()).get())
        .isGreaterThanOrEqualTo(before);
  }

  @Test
  void sightingsReportedAgainThatWereForgottenAreNew() {
    pipeline.start();
    pipeline.reportAgain(PING, List.of(sighting(1, Duration.ofMinutes(1))));

    await().until(() -> events.size() == 1);
  }

  @Test
  void boundsTheBacklog() {
    for (int i = 0; i < 100_000; i++) {
      pipeline.report(PING, sighting(i, Duration.ofMinutes(1)));
    }

    assertThat(pipeline.backlog()).isEqualTo(SightingQueue.MAX_NEW);
    assertThat(pipeline.dropped()).isEqualTo(100_000 - SightingQueue.MAX_NEW);
    pipeline.start();
    await().until(() -> pipeline.backlog() == 0);
  }

  @Test
  void survivesFailingTasks() {
    pipeline.start();

    assertThatThrownBy(
            () ->
                pipeline
                    .call(
                        set -> {
                          throw new StackOverflowError();
                        })
                    .join())
        .isInstanceOf(CompletionException.class);
    pipeline.report(PING, sighting(1, Duration.ofMinutes(1)));
    await().until(() -> events.size() == 1);
  }

  @Test
  void cancelsCallsOnceStopped() throws InterruptedException {
    pipeline.start();
    CountDownLatch entered = new CountDownLatch(1);
    var busy =
        pipeline.call(
            set -> {
              entered.countDown();
              try {
                Thread.sleep(60_000);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return true;
            });
    entered.await();
    var waiting = pipeline.call(set -> true);
    pipeline.close();

    assertThatThrownBy(waiting::join).isInstanceOf(CancellationException.class);
    assertThatThrownBy(() -> pipeline.call(set -> true).join())
        .isInstanceOf(CancellationException.class);
    assertThat(busy).isDone();
  }
}
