// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.broker;

/** Receives what happens on a connection, on a thread of the client. */
public interface BrokerListener {

  /**
   * A message arrived.
   *
   * @param retained whether the broker had retained it before the subscription
   */
  void onMessage(String topic, byte[] payload, boolean retained);

  /**
   * The connection was lost; not called after {@link BrokerConnection#close}.
   *
   * @param reason why, for people
   */
  void onLost(String reason);
}
