// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.format;

import static java.util.stream.Collectors.joining;

import io.kitty.device.Device;
import io.kitty.state.Job;
import io.kitty.state.MachineError;
import io.kitty.state.Temperature;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a machine is doing, as the console shows it; {@code ""} for what is unknown. */
public final class JobLabels {

  private static final int PERCENT = 100;

  private JobLabels() {}

  /** Returns the name of the job. */
  public static String name(Device device) {
    return of(device, Job::name);
  }

  /** Returns the progress in per cent, without the sign. */
  public static String percent(Device device) {
    return of(device, job -> job.progress() == null ? null : Math.round(job.progress() * PERCENT));
  }

  /** Returns the time until the job is complete, in the largest whole unit. */
  public static String remaining(Device device) {
    return of(
        device,
        job ->
            job.remaining() == null
                ? null
                : RelativeTime.length(Duration.ofSeconds(job.remaining())));
  }

  /** Returns the layer, such as {@code 3 of 80}. */
  public static String layer(Device device) {
    return of(
        device,
        job -> {
          if (job.layer() == null) {
            return null;
          }
          return job.layer() + (job.layers() == null ? "" : " of " + job.layers());
        });
  }

  /** Returns the temperatures, such as {@code nozzle 210 of 215 °C, bed 60 °C}. */
  public static String temperatures(Device device) {
    return device.state().temperatures().entrySet().stream()
        .map(each -> each.getKey().member() + " " + degrees(each.getValue()))
        .collect(joining(", "));
  }

  private static String degrees(Temperature temperature) {
    Double target = temperature.target();
    return Math.round(temperature.value())
        + (target == null || target == 0 ? "" : " of " + Math.round(target))
        + " °C";
  }

  /** Returns the error that the machine reports. */
  public static String error(Device device) {
    MachineError error = device.state().error();
    return error == null
        ? ""
        : Stream.of(error.code(), error.text())
            .filter(text -> !text.isEmpty())
            .collect(joining(" "));
  }

  private static String of(Device device, Function<Job, @Nullable Object> part) {
    Job job = device.state().job();
    return job == null ? "" : Objects.toString(part.apply(job), "");
  }
}
