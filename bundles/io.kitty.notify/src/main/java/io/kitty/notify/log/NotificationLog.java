// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.log;

import io.kitty.identifier.DeviceId;
import io.kitty.notification.NotificationEntry;
import io.kitty.notification.NotificationEntry.Outcome;
import io.kitty.notification.Notifications;
import io.kitty.notify.delivery.DeliveryListener;
import io.kitty.notify.message.Message;
import io.kitty.notify.message.Subject;
import io.kitty.text.SafeText;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The last messages and what became of them, and what became no message. Events that a rule holds
 * back for the same reason are one entry for some time, and at most half of the entries, so that
 * they displace no messages. Thread-safe.
 */
public final class NotificationLog implements DeliveryListener {

  private static final Duration TOGETHER = Duration.ofMinutes(10);
  private static final int MAX_DEVICES = 20;
  private static final int MAX_ID = 64;

  /**
   * The entry for events that are held back for one reason.
   *
   * @param id the id of the entry
   */
  private record HeldBack(String id, Instant since, int count) {}

  private final Clock clock;
  private final Map<String, NotificationEntry> entries = new LinkedHashMap<>();
  private final Map<String, HeldBack> heldBack = new HashMap<>();

  public NotificationLog(Clock clock) {
    this.clock = clock;
  }

  /** Returns the entries, newest first. */
  public synchronized List<NotificationEntry> recent() {
    List<NotificationEntry> recent = new ArrayList<>(entries.values());
    Collections.reverse(recent);
    return recent;
  }

  @Override
  public synchronized void onOutcome(
      String target, Message message, Outcome outcome, String reason) {
    String whole = message.id() + "/" + target;
    String id =
        whole.length() <= MAX_ID
            ? whole
            : UUID.nameUUIDFromBytes(whole.getBytes(StandardCharsets.UTF_8)).toString();
    put(
        new NotificationEntry(
            id,
            clock.instant(),
            message.rule(),
            target,
            message.title(),
            message.text(),
            devices(message.subjects()),
            outcome,
            reason));
  }

  /** Records what a rule does not tell, or not yet. */
  public synchronized void heldBack(
      String rule, List<Subject> subjects, int count, Outcome outcome, String reason) {
    if (subjects.isEmpty()) {
      return;
    }
    String key = String.join("\n", rule, outcome.word(), reason);
    Instant now = clock.instant();
    HeldBack open = heldBack.get(key);
    NotificationEntry last = open == null ? null : entries.get(open.id());
    boolean goes =
        open != null
            && last != null
            && (outcome == Outcome.HELD
                || Duration.between(open.since(), now).compareTo(TOGETHER) < 0);
    HeldBack next =
        goes && open != null
            ? new HeldBack(open.id(), open.since(), open.count() + count)
            : new HeldBack(UUID.randomUUID().toString(), now, count);
    heldBack.put(key, next);
    Set<DeviceId> devices = new LinkedHashSet<>(devices(subjects));
    if (goes && last != null) {
      devices.addAll(last.devices());
    }
    String text = subjects.get(subjects.size() - 1).text();
    put(
        new NotificationEntry(
            next.id(),
            now,
            rule,
            "",
            SafeText.clean(
                next.count() == 1 ? text : next.count() + " events, the last: " + text,
                Message.MAX_TITLE),
            "",
            devices.stream().limit(MAX_DEVICES).toList(),
            outcome,
            reason));
  }

  /** Drops what a rule held, as it is told now. */
  public synchronized void release(String rule) {
    entries
        .values()
        .removeIf(entry -> entry.rule().equals(rule) && entry.outcome() == Outcome.HELD);
  }

  private static List<DeviceId> devices(List<Subject> subjects) {
    return subjects.stream()
        .map(Subject::device)
        .filter(id -> !id.isEmpty())
        .distinct()
        .limit(MAX_DEVICES)
        .map(DeviceId::new)
        .toList();
  }

  private void put(NotificationEntry entry) {
    entries.remove(entry.id());
    entries.put(entry.id(), entry);
    if (entries.size() > Notifications.RECENT) {
      long without = entries.values().stream().filter(NotificationLog::isWithoutTarget).count();
      boolean oldestOfThose = without > Notifications.RECENT / 2;
      entries.values().stream()
          .filter(each -> !oldestOfThose || isWithoutTarget(each))
          .findFirst()
          .ifPresent(each -> entries.remove(each.id()));
      heldBack.values().removeIf(each -> !entries.containsKey(each.id()));
    }
  }

  private static boolean isWithoutTarget(NotificationEntry entry) {
    return entry.target().isEmpty();
  }
}
