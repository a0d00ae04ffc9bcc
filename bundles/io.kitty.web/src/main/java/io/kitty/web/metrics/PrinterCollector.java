// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.metrics;

import io.kitty.device.Device;
import io.kitty.inventory.DeviceQuery;
import io.kitty.state.DeviceStatus;
import io.kitty.state.Job;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.Collection;
import java.util.List;

/** What the present machines that tell a status are doing, those that are not ignored. */
final class PrinterCollector {

  private PrinterCollector() {}

  static List<MetricSnapshot> of(Collection<Device> devices) {
    MetricFamily status =
        new MetricFamily("kitty_machine_status", "1 for what a machine is", "id", "status");
    MetricFamily progress =
        new MetricFamily("kitty_job_progress_ratio", "Progress of a machine's job, 0 to 1", "id");
    MetricFamily remaining =
        new MetricFamily(
            "kitty_job_remaining_seconds", "Time until a machine's job is complete", "id");
    MetricFamily temperature =
        new MetricFamily("kitty_temperature_celsius", "Temperature in a machine", "id", "heater");
    MetricFamily target =
        new MetricFamily(
            "kitty_temperature_target_celsius",
            "Temperature that is aimed at in a machine",
            "id",
            "heater");
    for (Device device : devices) {
      if (!DeviceQuery.PRESENT.test(device) || DeviceStatus.of(device.status()).isEmpty()) {
        continue;
      }
      String id = device.id().value();
      status.add(1, id, device.status());
      Job job = device.state().job();
      if (job != null && job.progress() != null) {
        progress.add(job.progress(), id);
      }
      if (job != null && job.remaining() != null) {
        remaining.add(job.remaining(), id);
      }
      device
          .state()
          .temperatures()
          .forEach(
              (heater, each) -> {
                temperature.add(each.value(), id, heater.member());
                if (each.target() != null) {
                  target.add(each.target(), id, heater.member());
                }
              });
    }
    return List.of(
        status.gauge(), progress.gauge(), remaining.gauge(), temperature.gauge(), target.gauge());
  }
}
