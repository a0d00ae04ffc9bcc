// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.message;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A text in which names in double braces stand for values: a Mustache template, without partials.
 * What it writes is bounded. Immutable.
 */
public final class MessageTemplate {

  private static final String SAMPLE = "sample";

  private final Template template;

  private MessageTemplate(Template template) {
    this.template = template;
  }

  /**
   * Compiles a template.
   *
   * @throws IllegalArgumentException if it is no template, or contains a name that does not exist;
   *     the message says what is allowed, for people
   */
  public static MessageTemplate compile(String text) {
    try {
      MessageTemplate compiled =
          new MessageTemplate(Mustache.compiler().escapeHTML(false).nullValue("").compile(text));
      compiled.tryWith(true);
      compiled.tryWith(false);
      return compiled;
    } catch (MustacheException | UnsupportedOperationException e) {
      throw refused(String.valueOf(e.getMessage()).replaceAll("\\s+", " "), e);
    } catch (IndexOutOfBoundsException e) {
      throw refused("There is no name between {{ and }}", e); // the compiler expects a character
    }
  }

  /**
   * Writes a sample, so that a name in a section that depends on {@code over} is looked up, too.
   *
   * @throws MustacheException if the template cannot be written
   */
  private void tryWith(boolean over) {
    Subject sample =
        new Subject(Trigger.NEW, SAMPLE, SAMPLE, SAMPLE, SAMPLE, SAMPLE, Instant.EPOCH, over);
    String written = write(values(SAMPLE, SAMPLE, SAMPLE, List.of(sample), 1), Message.MAX_TEXT);
    if (written.contains("{{")) {
      throw new MustacheException("A {{ is not closed");
    }
  }

  private static IllegalArgumentException refused(String reason, RuntimeException cause) {
    return new IllegalArgumentException(
        reason
            + "; allowed are the names "
            + String.join(", ", names())
            + " in double braces, and {{#subjects}} ... {{/subjects}}",
        cause);
  }

  private static Set<String> names() {
    return new TreeSet<>(values("", "", "", List.of(), 0).keySet());
  }

  /** Returns what a template may name; the values of a device are those of the first subject. */
  static Map<String, Object> values(
      String rule, String title, String text, List<Subject> subjects, int more) {
    Map<String, Object> values = new HashMap<>();
    values.put("rule", rule);
    values.put("title", title);
    values.put("lines", text);
    values.put("count", subjects.size() + more);
    values.put("more", more);
    List<Map<String, Object>> list = new ArrayList<>();
    subjects.forEach(subject -> list.add(values(subject)));
    values.putAll(
        list.isEmpty()
            ? values(new Subject(Trigger.NEW, "", "", "", "", "", Instant.EPOCH, false))
            : list.get(0));
    values.put("subjects", list);
    return values;
  }

  private static Map<String, Object> values(Subject subject) {
    Map<String, Object> values = new HashMap<>();
    values.put("event", subject.trigger().word());
    values.put("id", subject.device());
    values.put("name", subject.name());
    values.put("kind", subject.kind());
    values.put("ip", subject.ip());
    values.put("text", subject.text());
    values.put("since", subject.since().toString());
    values.put("over", subject.over());
    return values;
  }

  /**
   * Returns the text for these values.
   *
   * @param max the maximum length; what is beyond is cut off
   */
  String write(Map<String, Object> values, int max) {
    BoundedWriter out = new BoundedWriter(max);
    try {
      template.execute(values, out);
    } catch (FullException e) {
      return out.text.toString();
    }
    return out.text.toString();
  }

  /** Thrown by a writer to end the template, as nothing more fits. */
  private static final class FullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FullException() {
      super("nothing more fits", null, false, false);
    }
  }

  private static final class BoundedWriter extends Writer {
    private final StringBuilder text = new StringBuilder();
    private final int max;

    BoundedWriter(int max) {
      this.max = max;
    }

    @Override
    public void write(char[] chars, int offset, int length) {
      text.append(chars, offset, Math.min(length, max - text.length()));
      if (text.length() == max) {
        throw new FullException();
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
