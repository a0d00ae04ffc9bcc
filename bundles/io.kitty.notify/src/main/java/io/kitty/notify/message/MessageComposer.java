// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.message;

import io.kitty.text.SafeText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes the message of a rule. Immutable.
 *
 * @param rule the name of the rule
 * @param priority how urgent it is
 * @param title the template of its title; null for a title of the hub
 * @param text the template of its text; null for a text of the hub
 */
public record MessageComposer(
    String rule,
    Priority priority,
    @Nullable MessageTemplate title,
    @Nullable MessageTemplate text) {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

  /** Room at the end of a text, for the number of those that are left out. */
  private static final int ROOM = 40;

  /**
   * Writes a message.
   *
   * @param digest what happened; not empty
   * @param prefix stands before the title of the hub, {@code ""} for nothing
   * @param hubUrl the page of the hub, {@code ""} if unknown
   */
  public Message compose(Digest digest, String prefix, String hubUrl, Instant now, ZoneId zone) {
    List<Subject> all = digest.items().stream().map(Digest.Item::subject).toList();
    List<Subject> subjects = all.stream().limit(Message.MAX_SUBJECTS).toList();
    int count = all.size() + digest.more();
    int more = count - subjects.size();
    String plainTitle = prefix + title(all, count);
    String plainText = lines(all, digest.more(), zone);
    Map<String, Object> values =
        MessageTemplate.values(rule, plainTitle, plainText, subjects, more);
    String ownTitle = title == null ? plainTitle : title.write(values, Message.MAX_TITLE);
    String ownText = text == null ? plainText : text.write(values, Message.MAX_TEXT);
    return new Message(
        UUID.randomUUID().toString(),
        now,
        rule,
        SafeText.clean(ownTitle.isBlank() ? plainTitle : ownTitle, Message.MAX_TITLE),
        cleanLines(ownText.isBlank() ? plainText : ownText),
        priority,
        severity(all),
        subjects,
        link(all, hubUrl));
  }

  private static String title(List<Subject> subjects, int count) {
    Optional<Subject> hub = subjects.stream().filter(each -> each.device().isEmpty()).findFirst();
    if (count == 1) {
      return subjects.get(0).text();
    }
    if (hub.isPresent()) {
      return hub.get().text() + " and " + (count - 1) + " more";
    }
    Map<Trigger, Long> counts =
        subjects.stream()
            .collect(
                Collectors.groupingBy(
                    Subject::trigger, () -> new EnumMap<>(Trigger.class), Collectors.counting()));
    String parts =
        counts.size() == 1
            ? words(counts.keySet().iterator().next())
            : counts.entrySet().stream()
                .map(each -> each.getValue() + " " + words(each.getKey()))
                .collect(Collectors.joining(", "));
    return count + " machines" + (counts.size() == 1 ? " " : ": ") + parts;
  }

  private static String words(Trigger trigger) {
    return switch (trigger) {
      case NEW -> "new";
      case OFFLINE -> "away";
      case ONLINE -> "back";
      case IDLE -> "ready";
      case FINISHED -> "finished";
      case FAILED -> "failed";
      case ATTENTION -> "waiting for help";
      case IP_CHANGED -> "with another address";
      case CONFLICT -> "in conflict";
      case HUB_DEGRADED -> "degraded";
    };
  }

  private static String lines(List<Subject> subjects, int more, ZoneId zone) {
    StringBuilder lines = new StringBuilder();
    int left = subjects.size() + more;
    for (Subject subject : subjects) {
      String line = TIME.format(subject.since().atZone(zone)) + " " + subject.text() + "\n";
      if (lines.length() + line.length() > Message.MAX_TEXT - ROOM) {
        break;
      }
      lines.append(line);
      left--;
    }
    return lines.append(left > 0 ? "and " + left + " more" : "").toString().strip();
  }

  private static String cleanLines(String text) {
    String clean =
        text.lines()
            .map(line -> SafeText.clean(line, Message.MAX_TEXT))
            .collect(Collectors.joining("\n"))
            .strip();
    return clean.length() > Message.MAX_TEXT ? clean.substring(0, Message.MAX_TEXT) : clean;
  }

  /** Returns the most serious severity; that something is over is good news. */
  private static Severity severity(List<Subject> subjects) {
    return subjects.stream()
        .map(each -> each.over() ? Severity.SUCCESS : each.trigger().severity())
        .max(Comparator.naturalOrder())
        .orElse(Severity.INFO);
  }

  private static @Nullable String link(List<Subject> subjects, String hubUrl) {
    if (hubUrl.isEmpty()) {
      return null;
    }
    String page = hubUrl.replaceFirst("/+$", "") + "/";
    String device = subjects.size() == 1 ? subjects.get(0).device() : "";
    return device.isEmpty()
        ? page
        : page + "#/machine/" + URLEncoder.encode(device, StandardCharsets.UTF_8);
  }
}
