// SPDX-License-Identifier: Apache-2.0
package io.kitty.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.kitty.device.Departure;
import io.kitty.device.DepartureReason;
import io.kitty.device.Device;
import io.kitty.history.log.HistoryLog;
import io.kitty.history.log.LogEntry;
import io.kitty.history.log.LogEntry.Forgotten;
import io.kitty.history.log.LogEntry.Happened;
import io.kitty.history.log.LogEntry.Moved;
import io.kitty.identifier.DeviceId;
import io.kitty.inventory.History;
import io.kitty.inventory.History.Change;
import io.kitty.inventory.History.Event;
import io.kitty.inventory.History.Span;
import io.kitty.testkit.TestDevices;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Checks that the history is correct for random events of a device and of the hub. */
class HistoryPropertiesTest {

  private static final Instant START = Instant.parse("2026-05-01T12:00:00Z");
  private static final Device MACHINE = known(TestDevices.printer(1));
  private static final Path NOWHERE = Path.of("nowhere");

  /** The state of a device in one minute. */
  private enum State {
    THERE,
    AWAY,
    HUB_OFF
  }

  /** A device, and the log that the hub keeps of it. */
  private static final class Run {
    private final List<State> expected = new ArrayList<>();
    private final List<Span> off = new ArrayList<>();
    private final HistoryLog log = openLog();
    private Device device = MACHINE;
    private boolean there;
    private int names;

    private Instant now() {
      return START.plusSeconds(60L * expected.size());
    }

    private void pass(State state, int minutes) {
      for (int i = 0; i < minutes; i++) {
        expected.add(state);
      }
    }

    private void act(int action) {
      switch (action % 5) {
        case 0 -> comeOrGo();
        case 1 -> {
          Change change = new Change("status", null, "s" + expected.size());
          log.append(new Happened(device.id(), Event.changed(now(), List.of(change))));
        }
        case 2 -> rename();
        case 3 -> {
          Instant from = now();
          pass(State.HUB_OFF, 1 + action % 7);
          off.add(new Span(from, now()));
        }
        default -> {}
      }
      pass(there ? State.THERE : State.AWAY, 1 + action % 4);
    }

    private void comeOrGo() {
      there = !there;
      log.append(
          new Happened(
              device.id(),
              there ? Event.appeared(now()) : Event.departed(now(), DepartureReason.EXPIRED)));
    }

    private void rename() {
      Device last = device;
      device = device.withId(new DeviceId("mac:" + names++));
      if (there) {
        log.append(new Happened(device.id(), Event.appeared(now())));
      }
      log.append(new Moved(now(), last.id(), device.id(), there));
    }

    private History history(int from, int to) throws IOException {
      Device queried =
          there ? device : device.withDeparture(new Departure(DepartureReason.EXPIRED, now()));
      Instant start = START.plusSeconds(60L * from);
      return new HistoryBuilder(queried, start, START.plusSeconds(60L * to), now(), offSince(start))
          .build(log);
    }

    private List<Span> offSince(Instant start) {
      return off.stream()
          .map(span -> span.within(new Span(start, now())))
          .filter(span -> span.millis() > 0)
          .toList();
    }
  }

  private static Device known(Device device) {
    return device.toBuilder()
        .firstSeen(START)
        .lastSeen(START)
        .departure(null)
        .warnings(List.of())
        .ambiguous(false)
        .build();
  }

  private static HistoryLog openLog() {
    HistoryLog log = new HistoryLog(NOWHERE, HistoryLog.MAX_BYTES);
    log.open();
    return log;
  }

  @Property(tries = 400)
  void eachMinuteIsToldAsItWas(
      @ForAll @Size(max = 40) List<@IntRange(max = 1000) Integer> actions,
      @ForAll @IntRange(max = 100) int head,
      @ForAll @IntRange(max = 100) int tail)
      throws IOException {
    Run run = new Run();
    run.comeOrGo();
    run.pass(State.THERE, 1);
    actions.forEach(run::act);
    int length = run.expected.size();
    int from = head * length / 101;
    int to = Math.max(from + 1, length - tail * length / 101);

    History history = run.history(from, to);
    int present = 0;
    int watched = 0;
    for (int minute = from; minute < to; minute++) {
      Instant middle = START.plusSeconds(60L * minute + 30);
      State state = run.expected.get(minute);
      assertThat(covers(history.presence(), middle))
          .as("minute %d", minute)
          .isEqualTo(state == State.THERE);
      assertThat(covers(history.hubOff(), middle))
          .as("minute %d", minute)
          .isEqualTo(state == State.HUB_OFF);
      present += state == State.THERE ? 1 : 0;
      watched += state == State.HUB_OFF ? 0 : 1;
    }
    if (watched == 0) {
      assertThat(history.uptimePercent()).isEmpty();
    } else {
      assertThat(history.uptimePercent().orElseThrow())
          .isCloseTo(100.0 * present / watched, within(1e-9));
    }
    assertThat(history.events())
        .filteredOn(DeviceTimeline::isPresenceEvent)
        .extracting(DeviceTimeline::isAppearance)
        .as("it comes and goes in turn")
        .doesNotContainSequence(true, true)
        .doesNotContainSequence(false, false);
  }

  private static boolean covers(List<Span> spans, Instant moment) {
    return spans.stream()
        .anyMatch(span -> span.from().isBefore(moment) && span.to().isAfter(moment));
  }

  @Property(tries = 400)
  void whateverTheClockShowedTheAnswerIsSound(
      @ForAll @Size(max = 60) List<@IntRange(min = -5000, max = 5000) Integer> times,
      @ForAll @Size(min = 60, max = 60) List<@IntRange(max = 1000) Integer> kinds,
      @ForAll @Size(max = 4) List<@IntRange(max = 4000) Integer> breaks,
      @ForAll boolean present)
      throws IOException {
    HistoryLog log = openLog();
    for (int i = 0; i < times.size(); i++) {
      log.append(any(START.plusSeconds(times.get(i)), kinds.get(i)));
    }
    Span period = new Span(START.minusSeconds(3600), START);
    List<Span> runs =
        PresenceSpans.union(
            breaks.stream()
                .map(
                    second ->
                        new Span(START.minusSeconds(second + 300L), START.minusSeconds(second)))
                .toList());
    Device device = present ? MACHINE : TestDevices.departed(MACHINE);

    History history =
        new HistoryBuilder(
                device, period.from(), period.to(), START, PresenceSpans.without(period, runs))
            .build(log);
    assertSound(history.presence(), period);
    assertSound(history.hubOff(), period);
    List<Span> both = new ArrayList<>(history.presence());
    both.addAll(history.hubOff());
    assertThat(PresenceSpans.union(both).stream().mapToLong(Span::millis).sum())
        .as("they do not overlap")
        .isEqualTo(both.stream().mapToLong(Span::millis).sum());
    assertThat(history.events())
        .extracting(Event::at)
        .isSorted()
        .allMatch(at -> !at.isBefore(period.from()) && !at.isAfter(period.to()));
    history.uptimePercent().ifPresent(percent -> assertThat(percent).isBetween(0.0, 100.0));
  }

  private static LogEntry any(Instant at, int kind) {
    DeviceId id = kind % 3 == 0 ? new DeviceId("mac:" + kind % 4) : MACHINE.id();
    DeviceId other = kind % 3 == 0 ? MACHINE.id() : new DeviceId("mac:" + kind % 5);
    return switch (kind % 10) {
      case 0 -> new Moved(at, id, other, kind > 500);
      case 1 -> new Forgotten(at, id);
      case 2, 3, 4 -> new Happened(id, Event.departed(at, DepartureReason.GOODBYE));
      case 5, 6, 7 -> new Happened(id, Event.appeared(at));
      default -> new Happened(id, Event.changed(at, List.of(new Change("ip", "a", "b"))));
    };
  }

  private static void assertSound(List<Span> spans, Span period) {
    Instant end = period.from();
    for (Span span : spans) {
      assertThat(span.from()).isAfterOrEqualTo(end);
      assertThat(span.to()).isAfter(span.from()).isBeforeOrEqualTo(period.to());
      end = span.to();
    }
  }

  @Example
  void presenceAndAbsenceFillThePeriod() {
    Span period = new Span(START, START.plusSeconds(100));
    List<Span> some =
        List.of(
            new Span(START.minusSeconds(9), START.plusSeconds(1)),
            new Span(START.plusSeconds(40), START.plusSeconds(60)));

    assertThat(PresenceSpans.without(period, some))
        .containsExactly(
            new Span(START.plusSeconds(1), START.plusSeconds(40)),
            new Span(START.plusSeconds(60), START.plusSeconds(100)));
    assertThat(PresenceSpans.without(period, List.of(period))).isEmpty();
    assertThat(PresenceSpans.without(period, List.of())).containsExactly(period);
  }
}
