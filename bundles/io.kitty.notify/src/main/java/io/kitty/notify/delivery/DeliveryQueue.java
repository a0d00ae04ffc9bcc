// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.delivery;

import io.kitty.notify.message.Message;

/** Takes messages for targets. Thread-safe; returns at once. */
public interface DeliveryQueue {

  /**
   * Queues a message for a target: it is delivered once, after those that were queued for it
   * before, also after a restart.
   *
   * @param target the name of the target; the message waits if it is not configured yet
   */
  void send(String target, Message message);

  /** Runs a task, on another thread, once everything that was queued before is written. */
  void afterwards(Runnable task);
}
