// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.delivery;

import io.kitty.notification.NotificationEntry.Outcome;
import io.kitty.notify.message.Message;

/** Is told what becomes of queued messages. */
@FunctionalInterface
public interface DeliveryListener {

  /**
   * A message was queued, sent, or given up. Called on the thread of the target; returns at once.
   *
   * @param outcome {@code WAITING}, {@code SENT}, {@code FAILED} or {@code DROPPED}
   * @param reason why, in a sentence without anything secret; {@code ""} if it was simply sent
   */
  void onOutcome(String target, Message message, Outcome outcome, String reason);
}
