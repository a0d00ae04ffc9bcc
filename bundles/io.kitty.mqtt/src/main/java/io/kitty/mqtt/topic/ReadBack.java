// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.topic;

import io.kitty.mqtt.claim.Claims;
import io.kitty.mqtt.message.FoundMessage;
import io.kitty.mqtt.message.Topics;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the broker had retained of this program before this connection, so that what is no longer
 * true is removed. Not thread-safe.
 */
final class ReadBack {

  private static final int MAX_FOUND = 20_000;

  private final Topics topics;
  private final Claims claims;
  private final RetainedTopics retained;
  private final Map<String, FoundMessage> found = new LinkedHashMap<>();

  ReadBack(Topics topics, Claims claims, RetainedTopics retained) {
    this.topics = topics;
    this.claims = claims;
    this.retained = retained;
  }

  /** Forgets everything, as another connection begins. */
  void clear() {
    found.clear();
  }

  /** The broker retained this message. */
  void onFound(String topic, FoundMessage message) {
    if (found.size() < MAX_FOUND) {
      found.put(topic, message);
    }
  }

  /** Returns the topics of a device that the broker retained. */
  Set<String> topics(String slug) {
    Set<String> left = new HashSet<>();
    found.forEach(
        (topic, message) -> {
          if (message.slug().equals(slug)) {
            left.add(topic);
          }
        });
    return left;
  }

  /**
   * Returns the payload that removes the entities which the retained description has and a new one
   * has not; empty if there are none.
   */
  Optional<String> withRemovedEntities(String topic, String payload) {
    return Optional.ofNullable(found.get(topic))
        .flatMap(message -> message.withRemovedEntities(payload));
  }

  /**
   * Removes what is not true any more; called once the hub knows all its devices.
   *
   * @param leads whether this hub removes also what belongs to no hub
   */
  void removeTheRest(boolean leads) {
    found.forEach(
        (topic, message) -> {
          String slug = message.slug();
          boolean known = claims.own().contains(slug) || claims.others().knows(slug);
          if (!known && !retained.isWanted(topic) && isMine(message, leads)) {
            retained.remove(topics(slug));
          }
        });
    found.clear();
  }

  private boolean isMine(FoundMessage message, boolean leads) {
    return message.hub().equals(topics.hub()) || leads && !claims.others().isHub(message.hub());
  }
}
