// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.broker;

import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passes on what the client reports, until the connection has ended. */
final class ClientCallback implements MqttCallback {

  private static final Logger LOG = LoggerFactory.getLogger(ClientCallback.class);

  private final BrokerListener listener;
  private final AtomicBoolean ended;

  ClientCallback(BrokerListener listener, AtomicBoolean ended) {
    this.listener = listener;
    this.ended = ended;
  }

  @Override
  public void connectionLost(Throwable cause) {
    if (ended.compareAndSet(false, true)) {
      LOG.debug("The connection was lost", cause);
      listener.onLost(BrokerFailures.sentence(cause));
    }
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    if (!ended.get()) {
      listener.onMessage(topic, message.getPayload(), message.isRetained());
    }
  }

  @Override
  public void deliveryComplete(IMqttDeliveryToken token) {}
}
