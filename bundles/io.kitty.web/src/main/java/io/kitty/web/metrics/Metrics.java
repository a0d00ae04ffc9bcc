// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.metrics;

import io.kitty.announce.AnnouncementStats;
import io.kitty.hub.Flood;
import io.kitty.hub.Health;
import io.kitty.hub.Hub;
import io.kitty.hub.ModuleStatus;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** All metrics, in the Prometheus text format. Any thread. */
public final class Metrics {

  /** The media type of the text. */
  public static final String MEDIA_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  private static final double MILLIS = 1000;

  private final Hub hub;
  private final Supplier<? extends Collection<AnnouncementStats>> stats;
  private final Supplier<Map<Integer, Long>> responses;
  private final Supplier<Map<String, Long>> counters;
  private final PrometheusRegistry jvm = new PrometheusRegistry();
  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

  /**
   * @param responses the number of responses by status
   * @param counters the other counters of the web server
   */
  public Metrics(
      Hub hub,
      Supplier<? extends Collection<AnnouncementStats>> stats,
      Supplier<Map<Integer, Long>> responses,
      Supplier<Map<String, Long>> counters) {
    this.hub = hub;
    this.stats = stats;
    this.responses = responses;
    this.counters = counters;
    JvmMemoryMetrics.builder().register(jvm);
    JvmThreadsMetrics.builder().register(jvm);
    JvmGarbageCollectorMetrics.builder().register(jvm);
    JvmRuntimeInfoMetric.builder().register(jvm);
    ProcessMetrics.builder().register(jvm);
  }

  /** Returns the present values. */
  public byte[] text() {
    List<MetricSnapshot> all = new ArrayList<>();
    List<ModuleStatus> modules = hub.modules();
    all.add(health());
    all.add(uptime());
    all.addAll(ModuleCollector.of(modules));
    all.addAll(CoreCollector.of(modules));
    all.add(floods());
    all.addAll(DeviceCollector.of(hub.devices()));
    all.addAll(PrinterCollector.of(hub.devices()));
    all.addAll(AnnouncementCollector.of(stats.get()));
    all.addAll(ServerCollector.of(responses.get(), counters.get()));
    jvm.scrape().forEach(all::add);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      writer.write(text, new MetricSnapshots(all));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toByteArray();
  }

  private MetricSnapshot health() {
    MetricFamily family =
        new MetricFamily("kitty_health", "1 for what the hub's health is", "status");
    Health.Status now = hub.health().status();
    for (Health.Status each : Health.Status.values()) {
      family.add(each == now, each.name().toLowerCase(Locale.ROOT));
    }
    return family.gauge();
  }

  private MetricSnapshot floods() {
    MetricFamily family =
        new MetricFamily(
            "kitty_flood_packets_per_second",
            "Packets of floods that go on now",
            "protocol",
            "interface",
            "address",
            "mac");
    for (Flood flood : hub.floods()) {
      family.add(
          flood.rate(),
          flood.protocol(),
          flood.interfaceName(),
          flood.sender() == null ? "" : flood.sender().getHostAddress(),
          flood.mac() == null ? "" : flood.mac().value());
    }
    return family.gauge();
  }

  private static MetricSnapshot uptime() {
    double seconds = ManagementFactory.getRuntimeMXBean().getUptime() / MILLIS;
    return new MetricFamily("kitty_uptime_seconds", "Time since the hub's process began")
        .add(seconds)
        .gauge();
  }
}
