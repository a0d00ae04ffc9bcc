// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.delivery;

import java.time.Duration;

/** Runs the tasks of all queues, one at a time; they do not block for long. Thread-safe. */
interface DeliveryTimer extends AutoCloseable {

  /** Runs a task after a pause, which is zero for as soon as possible. */
  void run(Duration pause, Runnable task);

  /** Finishes the task that runs, and drops all others. */
  @Override
  void close();
}
