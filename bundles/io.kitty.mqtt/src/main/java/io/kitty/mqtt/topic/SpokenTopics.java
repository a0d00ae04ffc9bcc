// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.topic;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Publishes the messages of the devices for which this hub speaks: descriptions before states, as
 * Home Assistant subscribes to a state once it knows the description. Not thread-safe.
 */
final class SpokenTopics {

  private final RetainedTopics retained;
  private final ReadBack readBack;

  SpokenTopics(RetainedTopics retained, ReadBack readBack) {
    this.retained = retained;
    this.readBack = readBack;
  }

  /** Publishes all messages of a device, after what is left of it from another version or form. */
  void begin(String slug, Map<String, String> messages) {
    Set<String> left = readBack.topics(slug);
    left.removeAll(messages.keySet());
    retained.remove(left);
    messages.forEach(
        (topic, payload) ->
            readBack
                .withRemovedEntities(topic, payload)
                .ifPresent(first -> retained.before(topic, first)));
    put(Set.of(), messages);
  }

  /**
   * Publishes what differs.
   *
   * @param before the topics of the messages before these
   * @param messages the messages, that of the state last
   */
  void put(Set<String> before, Map<String, String> messages) {
    boolean differs = false;
    String last = "";
    for (Map.Entry<String, String> message : messages.entrySet()) {
      last = message.getKey();
      differs |= retained.put(last, message.getValue());
    }
    if (differs) {
      retained.again(last);
    }
    Set<String> left = new LinkedHashSet<>(before);
    left.removeAll(messages.keySet());
    retained.remove(left);
  }

  /** Publishes nothing more on these topics, which another hub writes now. */
  void end(Set<String> topics) {
    retained.drop(topics);
  }

  /** Removes topics. */
  void remove(Set<String> topics) {
    retained.remove(topics);
  }
}
