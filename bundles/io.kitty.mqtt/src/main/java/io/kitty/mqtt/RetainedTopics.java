// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt;

import java.io.IOException;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the broker is to retain, and which of it still has to be published, in order: devices before
 * their states. Not thread-safe.
 */
final class RetainedTopics {

  /** Publishes a retained message; an empty payload removes it. */
  @FunctionalInterface
  interface Publisher {
    void publish(String topic, String payload) throws IOException;
  }

  private final Map<String, String> wanted = new LinkedHashMap<>();
  private final Set<String> due = new LinkedHashSet<>();

  /** Sets what is to be retained; publishes it again only if it differs. */
  void put(String topic, String payload) {
    if (!payload.equals(wanted.put(topic, payload))) {
      due.add(topic);
    }
  }

  /** Removes topics. */
  void remove(Collection<String> topics) {
    topics.forEach(
        topic -> {
          wanted.remove(topic);
          due.add(topic);
        });
  }

  /** Removes a topic that the broker still retains, unless it is wanted. */
  void found(String topic) {
    if (!wanted.containsKey(topic)) {
      due.add(topic);
    }
  }

  /** Publishes everything again, in order, after what has to be removed. */
  void publishAll() {
    due.removeAll(wanted.keySet());
    due.addAll(wanted.keySet());
  }

  /** Removes everything. */
  void removeAll() {
    due.addAll(wanted.keySet());
    wanted.clear();
  }

  /** Returns the number of topics that are retained. */
  int size() {
    return wanted.size();
  }

  /** Returns whether nothing has to be published. */
  boolean isComplete() {
    return due.isEmpty();
  }

  /**
   * Publishes what is due.
   *
   * @param max the maximum number of messages
   */
  void publishDue(Publisher publisher, int max) throws IOException {
    Iterator<String> next = List.copyOf(due).iterator();
    for (int i = 0; i < max && next.hasNext(); i++) {
      String topic = next.next();
      publisher.publish(topic, wanted.getOrDefault(topic, ""));
      due.remove(topic);
    }
  }
}
