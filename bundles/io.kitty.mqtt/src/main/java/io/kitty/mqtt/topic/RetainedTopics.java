// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.topic;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What the broker is to retain of this hub, and which of it still has to be published, in order.
 * Not thread-safe.
 */
public final class RetainedTopics {

  /** Publishes a retained message; an empty payload removes it. */
  @FunctionalInterface
  public interface Publisher {
    void publish(String topic, String payload) throws IOException;
  }

  private final Map<String, String> wanted = new LinkedHashMap<>();
  private final Set<String> due = new LinkedHashSet<>();

  /** The payloads that come before the wanted ones, once. */
  private final Map<String, String> before = new HashMap<>();

  /** Drops everything: the broker is another one, or has lost what it had. */
  void clear() {
    wanted.clear();
    due.clear();
    before.clear();
  }

  /**
   * Sets what is to be retained; publishes it again only if it differs.
   *
   * @return whether it differs
   */
  boolean put(String topic, String payload) {
    boolean differs = !payload.equals(wanted.put(topic, payload));
    if (differs) {
      due.add(topic);
    }
    return differs;
  }

  /** Publishes a topic again, after everything that is due now. */
  void again(String topic) {
    due.remove(topic);
    due.add(topic);
  }

  /** Publishes another payload before the wanted one, once. */
  void before(String topic, String payload) {
    before.put(topic, payload);
    due.add(topic);
  }

  /** Removes topics. */
  void remove(Collection<String> topics) {
    drop(topics);
    due.addAll(topics);
  }

  /** Leaves topics to another hub: publishes nothing more on them. */
  void drop(Collection<String> topics) {
    topics.forEach(
        topic -> {
          wanted.remove(topic);
          due.remove(topic);
          before.remove(topic);
        });
  }

  /** Publishes everything again, in order, after what has to be removed. */
  public void publishAll() {
    due.removeAll(wanted.keySet());
    due.addAll(wanted.keySet());
  }

  /** Returns whether a topic is to be retained. */
  boolean isWanted(String topic) {
    return wanted.containsKey(topic);
  }

  /** Returns whether nothing has to be published. */
  public boolean isComplete() {
    return due.isEmpty();
  }

  /**
   * Publishes what is due.
   *
   * @param held the topics that are not published yet
   * @param max the maximum number of topics
   */
  public void publishDue(Publisher publisher, Predicate<String> held, int max) throws IOException {
    List<String> next = due.stream().filter(held.negate()).limit(max).toList();
    for (String topic : next) {
      String first = before.remove(topic);
      if (first != null) {
        publisher.publish(topic, first);
      }
      publisher.publish(topic, wanted.getOrDefault(topic, ""));
      due.remove(topic);
    }
  }
}
