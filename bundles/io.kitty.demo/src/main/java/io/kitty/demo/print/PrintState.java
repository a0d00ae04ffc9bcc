// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo.print;

import io.kitty.state.DeviceStatus;

/**
 * What a simulated printer is doing at one moment. Each simulator reports as much of it as its
 * protocol can.
 *
 * @param status its status
 * @param file the name of the job's file; {@code ""} without a job
 * @param progress how much of the job is complete, 0 to 1
 * @param elapsed the seconds since the job began
 * @param remaining the seconds until the job is complete
 * @param layer the layer that is printed, 0 before the first
 * @param layers the number of layers
 * @param nozzle the temperature of the nozzle in degrees Celsius
 * @param nozzleTarget the temperature that the nozzle is heated to, 0 if it is not heated
 * @param bed the temperature of the bed in degrees Celsius
 * @param bedTarget the temperature that the bed is heated to, 0 if it is not heated
 */
public record PrintState(
    DeviceStatus status,
    String file,
    double progress,
    long elapsed,
    long remaining,
    int layer,
    int layers,
    double nozzle,
    double nozzleTarget,
    double bed,
    double bedTarget) {

  static final double AMBIENT = 24;

  /** A printer that has nothing to do, and is cold. */
  public static final PrintState IDLE =
      new PrintState(DeviceStatus.IDLE, "", 0, 0, 0, 0, 0, AMBIENT, 0, AMBIENT, 0);

  /** Returns whether there is a job, complete or not. */
  public boolean hasJob() {
    return !file.isEmpty();
  }

  /** Returns whether there is a job that is neither complete nor failed. */
  public boolean working() {
    return switch (status) {
      case PREPARING, RUNNING, PAUSED -> true;
      default -> false;
    };
  }

  /** Returns the progress in percent, 0 to 100. */
  public double percent() {
    return 100 * progress;
  }
}
