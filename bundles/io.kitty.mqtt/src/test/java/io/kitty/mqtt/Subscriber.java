// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** Another program at the broker, which receives everything. */
final class Subscriber implements AutoCloseable {

  private final MqttClient client;
  private final Map<String, String> topics = new ConcurrentSkipListMap<>();
  private final Map<String, List<String>> recorded = new ConcurrentHashMap<>();
  private final List<String> order = new CopyOnWriteArrayList<>();

  Subscriber(String url) throws MqttException {
    client = new MqttClient(url.replace("mqtt:", "tcp:"), "test", new MemoryPersistence());
    client.connect();
    client.subscribe(
        "#",
        0,
        (topic, message) -> {
          order.add(topic);
          recorded
              .getOrDefault(topic, new ArrayList<>())
              .add(new String(message.getPayload(), UTF_8));
          if (message.getPayload().length == 0) {
            topics.remove(topic);
          } else {
            topics.put(topic, new String(message.getPayload(), UTF_8));
          }
        });
  }

  /** Returns the last payload of each topic that is not empty. */
  Map<String, String> topics() {
    return topics;
  }

  /** Returns the payload of a topic; {@code ""} for none. */
  String get(String topic) {
    return topics.getOrDefault(topic, "");
  }

  /** Returns the payloads of a topic from now on, in order. */
  List<String> record(String topic) {
    return recorded.computeIfAbsent(topic, key -> new CopyOnWriteArrayList<>());
  }

  /** Returns the topics of all messages, in order. */
  List<String> order() {
    return order;
  }

  void publish(String topic, String payload, boolean retained) throws MqttException {
    client.publish(topic, payload.getBytes(UTF_8), 1, retained);
  }

  @Override
  public void close() throws MqttException {
    client.disconnectForcibly(0, 100);
    client.close(true);
  }
}
