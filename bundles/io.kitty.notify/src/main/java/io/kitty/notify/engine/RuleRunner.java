// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.engine;

import io.kitty.device.Device;
import io.kitty.identifier.DeviceId;
import io.kitty.notification.NotificationEntry.Outcome;
import io.kitty.notify.event.EventReader;
import io.kitty.notify.event.Finding;
import io.kitty.notify.event.HubClock;
import io.kitty.notify.event.Outage;
import io.kitty.notify.log.NotificationLog;
import io.kitty.notify.message.Digest;
import io.kitty.notify.message.Subject;
import io.kitty.notify.message.Trigger;
import io.kitty.notify.rule.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Applies one rule: waits until something has lasted long enough, collects, keeps quiet, and knows
 * what it has told. Not thread-safe.
 */
final class RuleRunner {

  /** The longest time by which a window is extended while machines go one after the other. */
  private static final long MAX_SURGE = 120_000;

  /** Sends the messages of rules. */
  interface Sender {

    /**
     * Sends what happened as one message.
     *
     * @param afterQuiet whether it happened in quiet hours
     * @return whether it is sent; if not, as there is a pause, that was recorded
     */
    boolean send(Rule rule, Digest digest, boolean afterQuiet);
  }

  private final Rule rule;
  private final RuleState state;
  private final HubClock clock;
  private final NotificationLog log;
  private final Sender sender;
  private final OutageMessages outages;

  RuleRunner(Rule rule, RuleState state, HubClock clock, NotificationLog log, Sender sender) {
    this.rule = rule;
    this.state = state;
    this.clock = clock;
    this.log = log;
    this.sender = sender;
    outages = new OutageMessages(rule, state, clock, log);
  }

  OutageMessages outages() {
    return outages;
  }

  Rule rule() {
    return rule;
  }

  RuleState state() {
    return state;
  }

  /** Drops what waits, but did not last. */
  void end(Device device) {
    String id = device.id().value();
    state
        .pending
        .values()
        .removeIf(each -> each.subject().device().equals(id) && !lasts(each.subject(), device));
  }

  private boolean lasts(Subject subject, Device device) {
    boolean lasts = EventReader.holds(subject, device);
    if (!lasts) {
      drop(subject, "it ended within " + Digest.words(rule.after()));
    }
    return lasts;
  }

  private void drop(Subject subject, String reason) {
    log.heldBack(rule.name(), List.of(subject), 1, Outcome.DROPPED, reason);
  }

  /** Takes what happened in one event. */
  void take(List<Finding> findings, Optional<Outage> outage) {
    boolean status = false;
    for (Finding finding : findings) {
      Trigger trigger = finding.subject().trigger();
      boolean ofStatus = EventReader.STATUS.contains(trigger);
      if (trigger == Trigger.ONLINE) {
        comeBack(finding);
      } else if (rule.on().contains(trigger)
          && rule.match().test(finding.device())
          && !(ofStatus && status)) {
        status |= ofStatus;
        take(finding, outage);
      }
    }
  }

  private void take(Finding finding, Optional<Outage> outage) {
    Subject subject = finding.subject();
    if (!finding.silenced().isEmpty()) {
      drop(subject, finding.silenced());
    } else if (subject.trigger() != Trigger.OFFLINE || !state.told.containsKey(subject.device())) {
      await(subject, outage);
    }
  }

  private void await(Subject subject, Optional<Outage> outage) {
    if (rule.after().isZero()) {
      collect(subject, outage);
    } else if (state.pending.size() < RuleState.MAX_DEVICES) {
      state.pending.put(
          RuleState.key(subject.trigger(), subject.device()),
          new RuleState.Pending(subject, clock.millis()));
    }
  }

  private void collect(Subject subject, Optional<Outage> outage) {
    state.openWindow(clock);
    if (!outages.takeLoss(subject, outage)) {
      state.collected.add(subject, false);
    }
  }

  private void add(Subject subject, boolean told) {
    state.openWindow(clock);
    state.collected.add(subject, told);
  }

  /** A device is back: that is told if its loss was told, or to a rule about returns only. */
  void comeBack(Finding finding) {
    Subject back = finding.subject();
    String id = back.device();
    Instant since = state.told.remove(id);
    DeviceId device = finding.device().id();
    if (outages.tells(device)) {
      return;
    }
    Subject over =
        back.ended(
            since == null
                ? back.text()
                : back.text() + " after " + Digest.words(Duration.between(since, back.since())));
    if (state.held.isAway(id) && !state.collected.isAway(id)) {
      state.held.add(over, since != null);
    } else if (state.collected.isAway(id)) {
      state.collected.add(over, since != null);
    } else if (!rule.on().contains(Trigger.ONLINE) || finding.device().sleeps()) {
      return;
    } else if (since != null) {
      add(over, true);
    } else if (!rule.on().contains(Trigger.OFFLINE) && rule.match().test(finding.device())) {
      if (finding.silenced().isEmpty()) {
        await(back, Optional.empty());
      } else {
        drop(back, finding.silenced());
      }
    }
  }

  /** Takes the health of the hub; to be called only if the rule is about it. */
  void takeHealth(Subject subject) {
    boolean degraded = !subject.over();
    if (degraded == state.hubDegraded) {
      return;
    }
    state.hubDegraded = degraded;
    if (degraded) {
      if (state.collected.has(subject)) {
        state.collected.add(subject, state.hubTold);
      } else if (!state.hubTold) {
        await(subject, Optional.empty());
      }
      return;
    }
    RuleState.Pending waiting = state.pending.remove(RuleState.key(subject.trigger(), ""));
    if (waiting != null) {
      drop(waiting.subject(), "it ended within " + Digest.words(rule.after()));
    } else if (state.hubTold) {
      add(subject, true);
    } else if (state.collected.has(subject)) {
      state.collected.add(subject, false);
    } else if (state.held.has(subject)) {
      state.held.add(subject, false);
    }
  }

  /**
   * Does what is due; returns whether that was anything.
   *
   * @param devices returns a device as it is now
   * @param surging whether machines are going one after the other
   * @param paused whether nothing is sent now: what happens is dropped, and what is held for quiet
   *     hours stays held
   */
  boolean tick(
      Function<DeviceId, Optional<Device>> devices,
      Optional<Outage> outage,
      boolean surging,
      boolean paused) {
    long now = clock.millis();
    boolean settling = clock.isSettling();
    List<RuleState.Pending> due =
        state.pending.values().stream()
            .filter(each -> now - each.since() >= rule.after().toMillis())
            .filter(each -> !(settling && isOfHub(each.subject())))
            .toList();
    for (RuleState.Pending each : due) {
      Subject subject = each.subject();
      state.pending.remove(RuleState.key(subject.trigger(), subject.device()));
      if (isOfHub(subject)
          || devices
              .apply(new DeviceId(subject.device()))
              .filter(device -> lasts(subject, device))
              .isPresent()) {
        collect(subject, outage);
      }
    }
    long waited = now - state.windowStart - rule.window().toMillis();
    boolean something = !state.collected.isEmpty() || !state.losing.isEmpty();
    boolean more = surging && waited < MAX_SURGE && tellsLosses();
    boolean flushes = something && waited >= 0 && !more;
    if (flushes) {
      flush(outage, paused);
    }
    boolean releases = !paused && !state.held.isEmpty() && quietUntil().isEmpty();
    if (releases) {
      log.release(rule.name());
      send(state.held, true);
    }
    return !due.isEmpty() || flushes || releases;
  }

  /** Returns whether it is about the hub, whose health is not read before it has settled. */
  private static boolean isOfHub(Subject subject) {
    return subject.device().isEmpty();
  }

  private boolean tellsLosses() {
    return !state.losing.isEmpty()
        || state.collected.items().stream()
            .anyMatch(each -> each.last().trigger() == Trigger.OFFLINE);
  }

  private Optional<Instant> quietUntil() {
    return rule.quiet().flatMap(hours -> hours.end(clock.now(), clock.wall().getZone()));
  }

  private void flush(Optional<Outage> outage, boolean paused) {
    outages.flush(outage);
    if (state.collected.isEmpty()) {
      return;
    }
    Optional<Instant> quiet = quietUntil();
    if (paused || quiet.isEmpty()) {
      send(state.collected, false);
      return;
    }
    List<Subject> subjects = state.collected.items().stream().map(Digest.Item::subject).toList();
    int count = subjects.size() + state.collected.more();
    String until = "quiet hours until " + quiet.get().atZone(clock.wall().getZone()).toLocalTime();
    if (rule.dropsInQuiet()) {
      log.heldBack(rule.name(), subjects, count, Outcome.DROPPED, until);
    } else {
      log.heldBack(rule.name(), subjects, count, Outcome.HELD, until);
      state.held.addAll(state.collected);
    }
    state.collected.clear();
  }

  private void send(Digest digest, boolean afterQuiet) {
    try {
      if (sender.send(rule, digest, afterQuiet)) {
        state.messages++;
        state.lastMessage = clock.now();
        digest.items().forEach(item -> remember(item.last()));
      }
    } finally {
      digest.clear(); // also what cannot be sent, as the next attempt would fail, too
    }
  }

  private void remember(Subject subject) {
    if (subject.trigger() == Trigger.HUB_DEGRADED) {
      state.hubTold = !subject.over();
    } else if (subject.trigger() == Trigger.OFFLINE) {
      if (subject.device().isEmpty()) {
        state.outageTold = true;
      } else {
        state.told.put(subject.device(), subject.since());
      }
    }
  }
}
