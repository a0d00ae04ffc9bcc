// SPDX-License-Identifier: Apache-2.0
package io.kitty.state;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a machine is doing, in the words of all brands. The names are a public contract: they are
 * the values of {@code status} in JSON and Redis.
 */
public enum DeviceStatus {
  /** It is ready for a job. */
  IDLE,
  /** A job has begun, but not its actual work: it heats, homes or checks the file. */
  PREPARING,
  /** It works. */
  RUNNING,
  /** The job is interrupted and can be resumed. */
  PAUSED,
  /** The job is complete, and its result is still in the machine. */
  FINISHED,
  /** The job was cancelled. */
  STOPPED,
  /** It reports an error, and needs a person. */
  ERROR,
  /** The machine answers, its controller does not. */
  OFFLINE;

  /** Those of a machine with a job that is not over. */
  public static final Set<DeviceStatus> WORKING =
      Collections.unmodifiableSet(EnumSet.of(PREPARING, RUNNING, PAUSED));

  /** Returns the status of this name in any case; empty for any other word. */
  public static Optional<DeviceStatus> of(String word) {
    return Arrays.stream(values()).filter(each -> each.name().equalsIgnoreCase(word)).findFirst();
  }
}
