// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.print;

import io.kitty.state.DeviceStatus;
import java.time.Duration;

/**
 * The job of a simulated printer, which begins again every two minutes, as a function of time: the
 * printer is idle, heats, prints, pauses, prints on, and is finished or has failed.
 *
 * <p>The job is in time lapse: it reports a minute for each second, so that it looks like one of
 * almost an hour.
 *
 * @param file the name of the job's file
 * @param layers the number of layers, at least 1
 * @param offset how much the printer is ahead of the others
 * @param fails whether the job fails in its second half
 */
public record PrintCycle(String file, int layers, Duration offset, boolean fails) {

  /** The time from the start of one job to the start of the next. */
  public static final Duration PERIOD = Duration.ofMinutes(2);

  /** The seconds of a job that pass in one second. */
  private static final long LAPSE = 60;

  // The seconds of a period at which the phases begin.
  private static final double PREPARING = 25;
  private static final double RUNNING = 35;
  private static final double PAUSED = 60;
  private static final double RESUMED = 70;
  private static final double FAILED = 85;
  private static final double FINISHED = 95;

  /** The seconds of a period in which a whole job is printed. */
  private static final double PRINTING = PAUSED - RUNNING + FINISHED - RESUMED;

  /** The seconds in which a printer cools down. */
  private static final double COOLING = 20;

  private static final double NOZZLE = 215;
  private static final double BED = 60;

  /**
   * Returns the state of the printer.
   *
   * @param time since the start of the demo
   */
  public PrintState at(Duration time) {
    double second = Math.floorMod(time.plus(offset).toMillis(), PERIOD.toMillis()) / 1000.0;
    if (second < PREPARING) {
      return PrintState.IDLE;
    }
    double end = fails ? FAILED : FINISHED;
    double printed = within(second, RUNNING, PAUSED) + within(second, RESUMED, end);
    boolean heated = second < end;
    double warmth =
        heated
            ? within(second, PREPARING, RUNNING) / (RUNNING - PREPARING)
            : 1 - within(second, end, end + COOLING) / COOLING;
    return new PrintState(
        status(second, end),
        file,
        printed / PRINTING,
        Math.round(within(second, PREPARING, end) * LAPSE),
        Math.round((PRINTING - printed) * LAPSE),
        (int) Math.ceil(layers * printed / PRINTING),
        layers,
        warm(NOZZLE, warmth),
        heated ? NOZZLE : 0,
        warm(BED, warmth),
        heated ? BED : 0);
  }

  private DeviceStatus status(double second, double end) {
    if (second >= end) {
      return fails ? DeviceStatus.ERROR : DeviceStatus.FINISHED;
    }
    if (second < RUNNING) {
      return DeviceStatus.PREPARING;
    }
    return second >= PAUSED && second < RESUMED ? DeviceStatus.PAUSED : DeviceStatus.RUNNING;
  }

  /** Returns how many of the seconds from one to another have passed. */
  private static double within(double second, double from, double to) {
    return Math.min(Math.max(second, from), to) - from;
  }

  /** Returns a temperature between that of the room and a target, to a tenth of a degree. */
  private static double warm(double target, double warmth) {
    return Math.round(10 * (PrintState.AMBIENT + (target - PrintState.AMBIENT) * warmth)) / 10.0;
  }
}
