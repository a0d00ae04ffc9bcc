// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns;

import io.kitty.mdns.cache.CachedHost;
import io.kitty.mdns.dns.Question;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What may still be asked and reported before the next tick, so that no stranger has this hub do
 * much. Not thread-safe.
 */
final class TickBudget {

  /** How much is asked in one tick beyond the rounds. */
  private static final int MAX_QUESTIONS = 64;

  /** How many services are reported at once in one tick; what comes faster waits for the next. */
  private static final int MAX_REPORTS = 4000;

  /** How often it is reported at once in one tick what one sender says. */
  private static final int MAX_REPORTS_EACH = 80;

  private int questions = MAX_QUESTIONS;
  private int reports = MAX_REPORTS;
  private final Map<InetAddress, Integer> reportsOf = new HashMap<>();

  /** Begins a tick. */
  void renew() {
    questions = MAX_QUESTIONS;
    reports = MAX_REPORTS;
    reportsOf.clear();
  }

  /** Whether anything may be asked. */
  boolean mayAsk() {
    return questions > 0;
  }

  /** As many of the questions as may be asked; they count as asked. */
  List<Question> take(Collection<Question> wanted) {
    List<Question> taken = new ArrayList<>(wanted);
    if (taken.size() > questions) {
      taken.subList(questions, taken.size()).clear();
    }
    questions -= taken.size();
    return taken;
  }

  /**
   * Whether a machine may be reported at once, of which this sender spoke; it counts as reported.
   */
  boolean takeReport(CachedHost host, InetAddress sender) {
    boolean may = reports > 0 && host.mayBeReported() && isPatientWith(sender);
    if (may) {
      reports -= host.offers().size();
    }
    return may;
  }

  private boolean isPatientWith(InetAddress sender) {
    return reportsOf.merge(sender, 1, Integer::sum) <= MAX_REPORTS_EACH;
  }
}
