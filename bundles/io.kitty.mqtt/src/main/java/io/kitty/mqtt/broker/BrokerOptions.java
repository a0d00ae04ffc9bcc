// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kitty.mqtt.broker.socket.BrokerSocketFactory;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;

/** How the client connects. */
final class BrokerOptions {

  /** How long the broker may take for an answer, in seconds. */
  static final int TIMEOUT_S = 10;

  /** The maximum number of messages that the broker has not acknowledged yet. */
  static final int WINDOW = 100;

  private static final int KEEP_ALIVE_S = 20;

  private BrokerOptions() {}

  /**
   * Returns the options of a connection.
   *
   * @param status the topic on which the broker retains {@code offline} if the connection is lost
   */
  static MqttConnectOptions of(BrokerSettings broker, String status) {
    MqttConnectOptions options = new MqttConnectOptions();
    options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
    options.setCleanSession(true);
    options.setAutomaticReconnect(false);
    options.setConnectionTimeout(TIMEOUT_S);
    options.setKeepAliveInterval(KEEP_ALIVE_S);
    options.setMaxInflight(2 * WINDOW);
    if (!broker.user().isEmpty()) {
      options.setUserName(broker.user());
    }
    if (!broker.password().isEmpty()) {
      options.setPassword(broker.password().reveal().toCharArray());
    }
    options.setSocketFactory(new BrokerSocketFactory(broker.url(), broker.tls()));
    options.setWill(status, "offline".getBytes(UTF_8), 1, true);
    return options;
  }

  /** Returns a new one for each connection, so that no two hubs drive each other out. */
  static String clientId() {
    return "kitty-" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }
}
