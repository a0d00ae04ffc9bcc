// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.device.Device;
import io.kitty.event.DeviceEvent;
import io.kitty.event.DeviceEvent.Appeared;
import io.kitty.event.DeviceEvent.Changed;
import io.kitty.event.DeviceEvent.Departed;
import io.kitty.hub.Hub;
import io.kitty.identifier.DeviceId;
import io.kitty.notification.NotificationEntry.Outcome;
import io.kitty.notification.NotificationRule;
import io.kitty.notify.delivery.DeliveryQueue;
import io.kitty.notify.event.EventReader;
import io.kitty.notify.event.Finding;
import io.kitty.notify.event.HealthReader;
import io.kitty.notify.event.HubClock;
import io.kitty.notify.event.Outage;
import io.kitty.notify.event.OutageDetector;
import io.kitty.notify.log.NotificationLog;
import io.kitty.notify.message.Digest;
import io.kitty.notify.message.Message;
import io.kitty.notify.message.Subject;
import io.kitty.notify.message.Trigger;
import io.kitty.notify.rule.Rule;
import io.kitty.notify.rule.RuleSet;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies all rules to what happens. Thread-safe; {@link #tick} is to be called about once a second
 * while there are rules.
 */
public final class RuleEngine {

  private static final Logger LOG = LoggerFactory.getLogger(RuleEngine.class);
  private static final String AFTER_QUIET = "In quiet hours: ";
  private static final long SAVE_INTERVAL = 2_000;
  private static final long HEALTH_INTERVAL = 10_000;

  private final Hub hub;
  private final HubClock clock;
  private final DeliveryQueue queue;
  private final NotificationLog log;
  private final StateFile file;
  private final EventReader reader;
  private final OutageDetector outages;
  private final RuleStates states;
  private final Set<String> failing = new HashSet<>();
  private List<RuleRunner> runners = List.of();
  private volatile String hubUrl = "";
  private volatile @Nullable Instant pausedUntil;
  private boolean changed;
  private boolean sent;
  private long savedAt;
  private long healthAt = -HEALTH_INTERVAL;

  /**
   * @param file where it is kept what rules have told and hold back
   */
  public RuleEngine(Hub hub, HubClock clock, DeliveryQueue queue, NotificationLog log, Path file) {
    this.hub = hub;
    this.clock = clock;
    this.queue = queue;
    this.log = log;
    this.file = new StateFile(file);
    reader = new EventReader(clock);
    outages = new OutageDetector(clock);
    JsonNode json = this.file.read();
    states = new RuleStates(json.path("rules"), clock.millis());
    StateJson.readOutage(json.path("outage")).ifPresent(outages::resume);
    pausedUntil = StateJson.readInstant(json.path("paused_until"));
  }

  /**
   * Sets the page of the hub, for links.
   *
   * @param url {@code ""} if it is unknown
   */
  public void hubUrl(String url) {
    hubUrl = url;
  }

  /**
   * Applies these rules from now on; returns whether there is any to apply. After there was none,
   * the devices that are present are to be told by events anew.
   *
   * @param enabled whether rules are applied at all
   */
  public synchronized boolean use(RuleSet rules, boolean enabled) {
    if (runners.isEmpty()) {
      reader.clear();
      outages.clear();
    }
    failing.clear();
    runners =
        rules.all().stream()
            .filter(rule -> enabled && rule.applies())
            .map(rule -> new RuleRunner(rule, states.of(rule.name()), clock, log, this::send))
            .toList();
    return !runners.isEmpty();
  }

  /** Takes an event of the hub. */
  public synchronized void onEvent(DeviceEvent event) {
    Device device = event.device();
    follow(event);
    Optional<Outage> begun = outages.onEvent(event);
    List<Finding> findings = reader.read(event);
    boolean back = event instanceof Appeared && event.replay();
    for (RuleRunner runner : runners) {
      begun.ifPresent(runner.outages()::begin);
      runner.end(device);
      runner.take(findings, outages.current());
      if (back && runner.state().told.containsKey(device.id().value())) {
        runner.comeBack(reader.back(device));
      }
    }
    changed |= !findings.isEmpty() || back || outages.current().isPresent();
  }

  /** Follows devices to their new ids. */
  private void follow(DeviceEvent event) {
    Device device = event.device();
    if (event instanceof Changed change && !change.before().id().equals(device.id())) {
      rename(change.before().id(), device.id());
    } else if (event instanceof Departed departed) {
      departed.next().ifPresent(next -> rename(departed.before().id(), next));
    }
    for (DeviceId alias : device.aliases()) {
      if (tracks(alias)
          && hub.device(alias).filter(each -> each.id().equals(device.id())).isPresent()) {
        rename(alias, device.id());
      }
    }
  }

  private boolean tracks(DeviceId id) {
    return runners.stream().anyMatch(runner -> runner.state().tracks(id));
  }

  private void rename(DeviceId from, DeviceId to) {
    outages.rename(from, to);
    runners.forEach(runner -> runner.state().rename(from, to));
    changed = true;
    hub.device(to)
        .filter(Device::present)
        .ifPresent(
            device ->
                runners.stream()
                    .filter(runner -> runner.state().told.containsKey(to.value()))
                    .forEach(runner -> runner.comeBack(reader.back(device))));
  }

  /**
   * Does what is due. That something was sent is saved at once, so that a power failure does not
   * make it be sent again, but after the queue has written it, so that it is not lost either.
   */
  public void tick() {
    Optional<Subject> health = health();
    synchronized (this) {
      long now = clock.millis();
      outages.findLink();
      outages.takeEnded().ifPresent(over -> runners.forEach(each -> each.outages().end(over)));
      boolean surging = outages.isSurging();
      for (RuleRunner runner : runners) {
        if (runner.rule().on().contains(Trigger.HUB_DEGRADED)) {
          health.ifPresent(runner::takeHealth);
        }
        changed |= tick(runner, surging);
      }
      if (sent || (changed || health.isPresent()) && now - savedAt >= SAVE_INTERVAL) {
        changed = false;
        sent = false;
        savedAt = now;
        queue.afterwards(this::save);
      }
    }
  }

  /** Does what is due for a rule; if that fails, the other rules go on. */
  private boolean tick(RuleRunner runner, boolean surging) {
    try {
      return runner.tick(hub::device, outages.current(), surging, pausedUntil().isPresent());
    } catch (RuntimeException e) {
      if (failing.add(runner.rule().name())) {
        LOG.error("The rule {} failed: {}", runner.rule().name(), e.getClass().getName());
        LOG.debug("Where", e);
      }
      return true;
    }
  }

  /**
   * Reads the health of the hub, if a rule is about it and it is time to. Not under the lock, as
   * the hub asks this module for its status.
   */
  private Optional<Subject> health() {
    synchronized (this) {
      long now = clock.millis();
      boolean due =
          now - healthAt >= HEALTH_INTERVAL
              && !clock.isSettling()
              && runners.stream().anyMatch(each -> each.rule().on().contains(Trigger.HUB_DEGRADED));
      if (!due) {
        return Optional.empty();
      }
      healthAt = now;
    }
    return HealthReader.read(hub.health(), clock);
  }

  /** Writes what rules have told and hold back to the file. */
  public synchronized void save() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    Optional<Instant> pause = pausedUntil();
    pause.ifPresent(until -> json.put("paused_until", until.toString()));
    outages.current().ifPresent(outage -> json.set("outage", StateJson.write(outage)));
    json.set("rules", states.write());
    file.write(json);
  }

  private boolean send(Rule rule, Digest digest, boolean afterQuiet) {
    Optional<Instant> pause = pausedUntil();
    if (pause.isPresent()) {
      List<Subject> subjects = digest.items().stream().map(Digest.Item::subject).toList();
      log.heldBack(
          rule.name(),
          subjects,
          subjects.size() + digest.more(),
          Outcome.DROPPED,
          "paused until "
              + pause
                  .get()
                  .atZone(clock.wall().getZone())
                  .toLocalDateTime()
                  .truncatedTo(ChronoUnit.MINUTES));
      return false;
    }
    Message message =
        rule.composer()
            .compose(
                digest, afterQuiet ? AFTER_QUIET : "", hubUrl, clock.now(), clock.wall().getZone());
    rule.to().forEach(target -> queue.send(target, message));
    sent = true;
    return true;
  }

  /** Returns the end of the pause; empty if there is none. */
  public Optional<Instant> pausedUntil() {
    return Optional.ofNullable(pausedUntil).filter(until -> until.isAfter(clock.now()));
  }

  /** Sends nothing for this time. */
  public synchronized void pause(Duration time) {
    pausedUntil = clock.now().plus(time);
    save();
  }

  /** Ends the pause. */
  public synchronized void resume() {
    pausedUntil = null;
    save();
  }

  /** Returns all rules, by name, also those that are not applied. */
  public synchronized List<NotificationRule> rules(RuleSet rules) {
    List<NotificationRule> all = new ArrayList<>();
    for (Rule rule : rules.all()) {
      RuleState state = states.of(rule.name());
      all.add(
          new NotificationRule(
              rule.name(),
              rule.enabled(),
              rule.problem(),
              rule.on().stream().map(Trigger::word).toList(),
              rule.settings(),
              rule.to(),
              rule.applies() ? state.held() : 0,
              state.messages,
              Optional.ofNullable(state.lastMessage)));
    }
    return all;
  }
}
