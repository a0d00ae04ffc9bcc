// SPDX-License-Identifier: Apache-2.0
package io.kitty.history;

import io.kitty.inventory.History.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Set operations on time spans. */
final class PresenceSpans {

  private PresenceSpans() {}

  /** Returns the union of spans, as spans that do not touch, oldest first. */
  static List<Span> union(Collection<Span> spans) {
    List<Span> union = new ArrayList<>();
    for (Span span : spans.stream().sorted(Comparator.comparing(Span::from)).toList()) {
      int last = union.size() - 1;
      if (last >= 0 && !span.from().isAfter(union.get(last).to())) {
        Span before = union.get(last);
        Instant end = span.to().isAfter(before.to()) ? span.to() : before.to();
        union.set(last, new Span(before.from(), end));
      } else {
        union.add(span);
      }
    }
    return union;
  }

  /**
   * Returns a period minus some spans.
   *
   * @param removed oldest first, not touching each other
   */
  static List<Span> without(Span period, Collection<Span> removed) {
    List<Span> left = new ArrayList<>();
    Instant start = period.from();
    for (Span span : removed) {
      Span part = span.within(period);
      if (part.millis() > 0) {
        left.add(new Span(start, part.from()));
        start = part.to();
      }
    }
    left.add(new Span(start, period.to()));
    left.removeIf(span -> span.millis() <= 0);
    return left;
  }
}
