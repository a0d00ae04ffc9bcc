// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.metrics;

import io.kitty.announce.AnnouncementMetrics;
import io.kitty.announce.AnnouncementStats;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Collection;
import java.util.List;

/** Metrics of the publishers of announcements and of the listener. For one thread. */
final class AnnouncementCollector {

  private static final String PREFIX = "kitty_announcements_";

  private final MetricFamily packetsSent = family("packets_sent", "Announcements sent");
  private final MetricFamily packetsReceived =
      family("packets_received", "Announcements received, those that cannot be read too");
  private final MetricFamily bytesSent = family("bytes_sent", "Payload of the announcements sent");
  private final MetricFamily bytesReceived =
      family("bytes_received", "Payload of the announcements received");
  private final MetricFamily errors =
      family("errors", "Announcements that could not be sent, or not be read");
  private final MetricFamily activeServices =
      family("active_services", "Announced services that are heard now");
  private final MetricFamily uptime =
      family("uptime_seconds", "Time since the start or the last reset");
  private final MetricFamily rate =
      family("packets_per_second", "Announcements a second, on average over the uptime");

  private AnnouncementCollector() {}

  static List<MetricSnapshot> of(Collection<AnnouncementStats> stats) {
    AnnouncementCollector collector = new AnnouncementCollector();
    stats.forEach(meter -> collector.add(meter.name(), meter.metrics()));
    return collector.snapshots();
  }

  private static MetricFamily family(String name, String help) {
    return new MetricFamily(PREFIX + name, help, "name");
  }

  private void add(String name, AnnouncementMetrics metrics) {
    packetsSent.add(metrics.packetsSent(), name);
    packetsReceived.add(metrics.packetsReceived(), name);
    bytesSent.add(metrics.bytesSent(), name);
    bytesReceived.add(metrics.bytesReceived(), name);
    errors.add(metrics.errors(), name);
    activeServices.add(metrics.activeServices(), name);
    uptime.add(metrics.uptimeSeconds(), name);
    rate.add(metrics.packetsPerSecond(), name);
  }

  private List<MetricSnapshot> snapshots() {
    return List.of(
        packetsSent.counter(),
        packetsReceived.counter(),
        bytesSent.counter(),
        bytesReceived.counter(),
        errors.counter(),
        activeServices.gauge(),
        uptime.gauge(),
        rate.gauge());
  }
}
