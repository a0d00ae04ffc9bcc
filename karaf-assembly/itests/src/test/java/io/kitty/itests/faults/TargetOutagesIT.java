// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kitty.itests.Assumptions;
import io.kitty.itests.HubProcess;
import io.kitty.itests.SnapmakerPrinters;
import io.kitty.itests.faults.UnreliableService.Answer;
import io.kitty.itests.faults.UnreliableService.Received;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two hubs tell services that fail, each in every way, of jobs that have finished: each service
 * gets all messages of each hub in order, none of them twice, and waits for no other one.
 */
class TargetOutagesIT {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration DELIVERED = Duration.ofMinutes(Extent.of(3, 30));
  private static final int JOBS = Extent.of(2, 40);
  private static final int MOST_IN_A_ROW = Extent.of(0, 2);
  private static final String ADDRESS = "127.0.33.1";

  /** All but the slow ones, for which a hub waits 20 s. */
  private static final Set<Answer> FAULTS =
      EnumSet.of(Answer.FAILED, Answer.BUSY, Answer.GARBAGE, Answer.CLOSED, Answer.ENDLESS);

  private static final Random random = Chance.of(TargetOutagesIT.class);

  private static final List<UnreliableService> services = new ArrayList<>();
  private static final List<HubProcess> hubs = new ArrayList<>();
  private static UnreliableService reliable;
  private static SnapmakerPrinters printers;

  @BeforeAll
  static void start() throws Exception {
    Assumptions.linux();
    printers = new SnapmakerPrinters("RUNNING");
    printers.add("Job 0", ADDRESS);
    reliable = new UnreliableService(() -> Answer.ACCEPTED);
    for (String name : List.of("one", "two")) {
      HubProcess hub = HubProcess.prepare("targets-" + name);
      hubs.add(hub);
      printers.askedBy(hub);
      hub.boot("kitty-snapmaker, kitty-notify, kitty-store, kitty-web");
      List<String> targets = new ArrayList<>();
      for (Answer answer : Answer.values()) {
        UnreliableService service = new UnreliableService(answers(answer));
        services.add(service);
        targets.add(target(hub, answer.name().toLowerCase(), service));
      }
      targets.add(target(hub, "reliable", reliable));
      hub.configure(
          "io.kitty.notify.rule-all",
          "on = finished\nwindow = 0\nto = %s\n".formatted(String.join(", ", targets)));
      hub.launch(Map.of());
    }
  }

  private static String target(HubProcess hub, String name, UnreliableService service)
      throws IOException {
    hub.configure(
        "io.kitty.notify.target-" + name, "url = json://127.0.0.1:%d/\n".formatted(service.port()));
    return name;
  }

  /** Returns answers of which the first is a given one, and others are random. */
  private static Supplier<Answer> answers(Answer first) {
    List<Answer> answers = new ArrayList<>(List.of(first));
    int faults = 0;
    while (answers.size() < 3 * JOBS) {
      boolean fails = faults < MOST_IN_A_ROW && random.nextBoolean();
      faults = fails ? faults + 1 : 0;
      answers.add(fails ? any() : Answer.ACCEPTED);
    }
    Iterator<Answer> each = answers.iterator();
    return () -> each.hasNext() ? each.next() : Answer.ACCEPTED;
  }

  private static Answer any() {
    List<Answer> faults = List.copyOf(FAULTS);
    return faults.get(random.nextInt(faults.size()));
  }

  @AfterAll
  static void stop() throws Exception {
    List<AutoCloseable> all = new ArrayList<>(hubs);
    all.addAll(services);
    all.addAll(List.of(reliable, printers));
    for (AutoCloseable each : all) {
      each.close();
    }
  }

  @Test
  void eachServiceGetsEachMessageOnceAndInOrder() throws Exception {
    awaitStatus("RUNNING");
    for (int job = 1; job <= JOBS; job++) {
      printers.replaceBy(Map.of(ADDRESS, "Job " + job));
      printers.status("RUNNING");
      awaitStatus("RUNNING");
      printers.status("FINISHED");
      awaitStatus("FINISHED");
      int told = hubs.size() * job;
      await("those who are told at once")
          .atMost(SOON)
          .until(() -> reliable.accepted().size() == told);
    }
    List<String> jobs = IntStream.rangeClosed(1, JOBS).mapToObj(job -> "Job " + job).toList();
    for (UnreliableService service : services) {
      await("a service")
          .atMost(DELIVERED)
          .untilAsserted(() -> assertThat(names(service.accepted())).isEqualTo(jobs));
    }
    int repeated = 0;
    for (UnreliableService service : services) {
      assertThat(service.accepted().stream().map(Received::id)).doesNotHaveDuplicates();
      assertThat(service.received().stream().map(Received::id).distinct())
          .containsExactlyElementsOf(service.accepted().stream().map(Received::id).toList());
      repeated += service.received().size() - JOBS;
    }
    System.out.printf(
        "fault: targets, %d services, %d messages each, %d tried again, none lost or twice%n",
        services.size(), JOBS, repeated);
  }

  private static List<String> names(List<Received> messages) {
    return messages.stream().flatMap(each -> each.names().stream()).toList();
  }

  private static void awaitStatus(String status) {
    for (HubProcess hub : hubs) {
      await(status)
          .atMost(SOON)
          .ignoreExceptions()
          .until(
              () -> hub.rest().each("/devices?source=snapmaker", "status").equals(List.of(status)));
    }
  }
}
