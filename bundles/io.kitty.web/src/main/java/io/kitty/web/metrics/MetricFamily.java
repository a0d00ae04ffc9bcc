// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.metrics;

import io.kitty.text.SafeText;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The values of one metric by labels. Their number and the length of a label's value are limited;
 * values with the same labels are added. For one thread.
 */
final class MetricFamily {

  private static final int MAX_SERIES = 1000;
  private static final int MAX_CHARACTERS = 64;

  private final String name;
  private final String help;
  private final String[] labels;
  private final Map<Labels, Double> values = new LinkedHashMap<>();

  /**
   * @param name without {@code _total}, which is appended to the names of counters
   * @param labels the names of the labels
   */
  MetricFamily(String name, String help, String... labels) {
    this.name = name;
    this.help = help;
    this.labels = labels;
  }

  /** Adds to the value with these labels. */
  MetricFamily add(double value, String... labelValues) {
    String[] bounded = new String[labelValues.length];
    for (int i = 0; i < bounded.length; i++) {
      bounded[i] = SafeText.clean(labelValues[i], MAX_CHARACTERS);
    }
    Labels key = Labels.of(labels, bounded);
    if (values.size() < MAX_SERIES || values.containsKey(key)) {
      values.merge(key, value, Double::sum);
    }
    return this;
  }

  MetricFamily add(boolean value, String... labelValues) {
    return add(value ? 1 : 0, labelValues);
  }

  /** Returns the family as a counter. */
  MetricSnapshot counter() {
    CounterSnapshot.Builder snapshot = CounterSnapshot.builder().name(name).help(help);
    values.forEach(
        (key, value) ->
            snapshot.dataPoint(
                CounterDataPointSnapshot.builder().labels(key).value(Math.max(0, value)).build()));
    return snapshot.build();
  }

  /** Returns the family as a gauge. */
  MetricSnapshot gauge() {
    GaugeSnapshot.Builder snapshot = GaugeSnapshot.builder().name(name).help(help);
    values.forEach(
        (key, value) ->
            snapshot.dataPoint(GaugeDataPointSnapshot.builder().labels(key).value(value).build()));
    return snapshot.build();
  }

  /** Returns the family without a type, as some values are counters and others gauges. */
  MetricSnapshot untyped() {
    UnknownSnapshot.Builder snapshot = UnknownSnapshot.builder().name(name).help(help);
    values.forEach(
        (key, value) ->
            snapshot.dataPoint(
                UnknownDataPointSnapshot.builder().labels(key).value(value).build()));
    return snapshot.build();
  }
}
