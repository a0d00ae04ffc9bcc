// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kitty.mqtt.broker.BrokerConnection;
import io.kitty.mqtt.message.HubMessages;
import io.kitty.mqtt.message.Topics;
import java.util.function.Predicate;

/** Says what the messages from the broker mean; all others are ignored. Thread-safe. */
final class InboundMessages implements BrokerConnection.Listener {

  /** Handles the messages, on a thread of the client; returns at once. */
  interface Handler {

    /** This hub is said to be offline: the will of an earlier connection came late. */
    void onOffline();

    /** Home Assistant or openHAB has started. */
    void onBirth();

    /** Another program asks for a scan. */
    void onScan();

    /** The broker had retained this topic of this hub before. */
    void onFound(String topic);

    /**
     * The connection was lost.
     *
     * @param why the reason, for people
     */
    void onLost(String why);
  }

  private final Topics topics;
  private final Predicate<byte[]> isOwn;
  private final Handler handler;

  /**
   * @param isOwn whether a message on a discovery topic is one of this hub
   */
  InboundMessages(Topics topics, Predicate<byte[]> isOwn, Handler handler) {
    this.topics = topics;
    this.isOwn = isOwn;
    this.handler = handler;
  }

  @Override
  public void onMessage(String topic, byte[] payload, boolean retained) {
    String text = payload.length < 16 ? new String(payload, UTF_8) : "";
    if (topic.equals(topics.status())) {
      if (text.equals("offline")) {
        handler.onOffline();
      }
    } else if (topic.equals(topics.birth())) {
      if (!retained && text.equals("online")) {
        handler.onBirth();
      }
    } else if (topic.equals(topics.scan())) {
      if (!retained && text.equals(HubMessages.SCAN)) {
        handler.onScan();
      }
    } else if (retained && payload.length > 0 && isOfThisHub(topic, payload)) {
      handler.onFound(topic);
    }
  }

  private boolean isOfThisHub(String topic, byte[] payload) {
    return topic.startsWith(topics.base() + "/") || isOwn.test(payload);
  }

  @Override
  public void onLost(String reason) {
    handler.onLost(reason);
  }
}
