// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.engine;

import io.kitty.identifier.DeviceId;
import io.kitty.notification.NotificationEntry.Outcome;
import io.kitty.notify.event.HubClock;
import io.kitty.notify.event.Outage;
import io.kitty.notify.log.NotificationLog;
import io.kitty.notify.message.Subject;
import io.kitty.notify.message.Trigger;
import io.kitty.notify.rule.Rule;
import java.util.List;
import java.util.Optional;

/**
 * Tells the machines of an outage as one, when it begins and when it is over, in place of one item
 * for each. Not thread-safe.
 */
final class OutageMessages {

  private final Rule rule;
  private final RuleState state;
  private final HubClock clock;
  private final NotificationLog log;

  OutageMessages(Rule rule, RuleState state, HubClock clock, NotificationLog log) {
    this.rule = rule;
    this.state = state;
    this.clock = clock;
    this.log = log;
  }

  /** Takes back what was collected of the machines of an outage. */
  void begin(Outage outage) {
    state.outageTold = null;
    state.lost.clear();
    state.losing.clear();
    for (DeviceId id : outage.lost().keySet()) {
      if (state.collected.removeAway(id.value())) {
        state.losing.add(id);
      }
    }
    if (!state.losing.isEmpty()) {
      state.collected.forgetMore();
    }
  }

  /** Takes that a device is away, if it belongs to the outage; else returns false. */
  boolean takeLoss(Subject subject, Optional<Outage> outage) {
    if (subject.trigger() != Trigger.OFFLINE) {
      return false;
    }
    DeviceId id = new DeviceId(subject.device());
    boolean belongs = outage.filter(each -> each.isAway(id)).isPresent();
    if (belongs) {
      state.losing.add(id);
    }
    return belongs;
  }

  /** Returns whether the return of a device is told together with that of others. */
  boolean tells(DeviceId id) {
    return state.lost.contains(id) || state.losing.contains(id);
  }

  /** Adds the outage to what is collected, once. */
  void flush(Optional<Outage> outage) {
    if (outage.isEmpty()) {
      state.losing.clear();
    }
    if (state.losing.isEmpty()) {
      return;
    }
    if (state.outageTold == null) {
      state.collected.add(outage.get().begun(), false);
      state.outageTold = false;
    } else {
      log.heldBack(
          rule.name(),
          List.of(outage.get().begun()),
          state.losing.size(),
          Outcome.DROPPED,
          "it belongs to what was told as one");
    }
    state.lost.addAll(state.losing);
    state.losing.clear();
  }

  /**
   * Tells that an outage is over, if it was told or is held for quiet hours; the machines still
   * away count as told, since the message names them.
   */
  void end(Outage outage) {
    boolean told = state.outageTold != null && state.outageTold;
    boolean held = state.held.isAway("");
    if (held) {
      state.held.add(outage.ended(), false);
    } else if (told && rule.on().contains(Trigger.ONLINE)) {
      state.openWindow(clock);
      state.collected.add(outage.ended(), true);
    } else if (state.outageTold == null && !state.losing.isEmpty()) {
      state.collected.add(outage.ended(), false);
    }
    if (told || held) {
      outage.away().stream()
          .filter(state.lost::contains)
          .forEach(id -> state.told.put(id.value(), outage.since()));
    }
    state.outageTold = null;
    state.lost.clear();
    state.losing.clear();
  }
}
