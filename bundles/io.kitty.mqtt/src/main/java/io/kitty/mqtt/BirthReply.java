// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt;

import io.kitty.mqtt.topic.RetainedTopics;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Publishes everything again when Home Assistant or openHAB has started: after a random delay and
 * spread, as Home Assistant's documentation of MQTT discovery recommends. Not thread-safe.
 */
final class BirthReply {

  /** The longest delay, in milliseconds. */
  private static final int MAX_DELAY = 2000;

  /** The number of messages in each step of 100 ms: 200 a second. */
  private static final int PACE = 20;

  private final RetainedTopics retained;
  private boolean due;
  private long dueAt;
  private boolean slow;

  BirthReply(RetainedTopics retained) {
    this.retained = retained;
  }

  /** One of them has started. */
  void onBirth() {
    due = true;
    int delay = ThreadLocalRandom.current().nextInt(MAX_DELAY);
    dueAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(delay);
  }

  /** Returns how many messages may be published now. */
  int step(long now) {
    slow &= !retained.isComplete();
    if (due && now - dueAt >= 0) {
      due = false;
      slow = true;
      retained.publishAll();
    }
    return slow ? PACE : Integer.MAX_VALUE;
  }
}
