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
 * Limits for questions and reports in one tick, so that traffic from the network causes bounded
 * work. Not thread-safe.
 */
final class TickBudget {

  /** The maximum of questions in one tick, those of the rounds not counted. */
  private static final int MAX_QUESTIONS = 64;

  /**
   * The maximum of services that are reported immediately in one tick; more are deferred to the
   * next.
   */
  private static final int MAX_REPORTS = 4000;

  /** The maximum of immediate reports in one tick that packets of one sender may cause. */
  private static final int MAX_REPORTS_PER_SENDER = 80;

  private int questions = MAX_QUESTIONS;
  private int reports = MAX_REPORTS;
  private final Map<InetAddress, Integer> reportsBySender = new HashMap<>();

  /** Starts a tick. */
  void renew() {
    questions = MAX_QUESTIONS;
    reports = MAX_REPORTS;
    reportsBySender.clear();
  }

  /** Returns whether questions are left in this tick. */
  boolean mayAsk() {
    return questions > 0;
  }

  /** Returns as many of the questions as are left in this tick, and subtracts them. */
  List<Question> take(Collection<Question> wanted) {
    List<Question> taken = new ArrayList<>(wanted);
    if (taken.size() > questions) {
      taken.subList(questions, taken.size()).clear();
    }
    questions -= taken.size();
    return taken;
  }

  /**
   * Returns whether a host may be reported immediately after a packet of this sender, and subtracts
   * the report.
   */
  boolean takeReport(CachedHost host, InetAddress sender) {
    boolean may = reports > 0 && host.mayBeReported() && mayReportFor(sender);
    if (may) {
      reports -= host.instances().size();
    }
    return may;
  }

  private boolean mayReportFor(InetAddress sender) {
    return reportsBySender.merge(sender, 1, Integer::sum) <= MAX_REPORTS_PER_SENDER;
  }
}
