// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to a broker, with a client of its own; it is not used again once it is lost. Used
 * by one thread, except the listener.
 */
public final class BrokerConnection implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BrokerConnection.class);

  private static final int TIMEOUT_S = BrokerOptions.TIMEOUT_S;

  private static final int WINDOW = BrokerOptions.WINDOW;

  private final MqttAsyncClient client;
  private final Semaphore window = new Semaphore(WINDOW);
  private final AtomicBoolean ended = new AtomicBoolean();

  private BrokerConnection(MqttAsyncClient client) {
    this.client = client;
  }

  /**
   * Connects, within 10 s.
   *
   * @param status the topic on which the broker retains {@code offline} if the connection is lost
   * @throws IOException with a sentence for people, if there is no connection
   */
  public static BrokerConnection open(BrokerSettings broker, String status, BrokerListener listener)
      throws IOException {
    MqttConnectOptions options = BrokerOptions.of(broker, status);
    try {
      BrokerConnection connection =
          new BrokerConnection(
              new MqttAsyncClient(
                  broker.url().forLibrary(), BrokerOptions.clientId(), new MemoryPersistence()));
      connection.connect(options, listener);
      return connection;
    } catch (MqttException | IllegalArgumentException e) {
      throw failure(e);
    }
  }

  private void connect(MqttConnectOptions options, BrokerListener listener) throws MqttException {
    client.setCallback(new ClientCallback(listener, ended));
    try {
      client.connect(options).waitForCompletion(TimeUnit.SECONDS.toMillis(TIMEOUT_S));
    } catch (MqttException | RuntimeException | LinkageError e) {
      abort();
      throw e;
    }
  }

  /**
   * Subscribes to some topics. With QoS 0, as Mosquitto drops what exceeds 1000 messages of any
   * other that wait for one client, and there may be more that are retained.
   */
  public void subscribe(String... topics) throws IOException {
    int[] qos = new int[topics.length];
    try {
      client.subscribe(topics, qos).waitForCompletion(TimeUnit.SECONDS.toMillis(TIMEOUT_S));
    } catch (MqttException e) {
      throw failure(e);
    }
  }

  /** Ends the subscription to some topics. */
  public void unsubscribe(String... topics) throws IOException {
    try {
      client.unsubscribe(topics);
    } catch (MqttException e) {
      throw failure(e);
    }
  }

  /** Publishes a message with QoS 1; waits while too many are not acknowledged yet. */
  public void publish(String topic, String payload, boolean retained) throws IOException {
    try {
      if (!window.tryAcquire(TIMEOUT_S, TimeUnit.SECONDS)) {
        throw new IOException("it does not acknowledge messages; look into its log");
      }
      client.publish(topic, payload.getBytes(UTF_8), 1, retained, null, release());
    } catch (MqttException e) {
      throw failure(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private IMqttActionListener release() {
    return new IMqttActionListener() {
      @Override
      public void onSuccess(IMqttToken token) {
        window.release();
      }

      @Override
      public void onFailure(IMqttToken token, Throwable failure) {
        window.release();
      }
    };
  }

  /** Waits until the broker has acknowledged all messages, for some time at most. */
  public void flush(Duration max) throws IOException {
    try {
      if (window.tryAcquire(WINDOW, max.toMillis(), TimeUnit.MILLISECONDS)) {
        window.release(WINDOW);
      }
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static IOException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IOException("the hub stops", e);
  }

  /** Disconnects: the broker then does not publish the last will. */
  @Override
  public void close() {
    ended.set(true);
    try {
      client.disconnect(0).waitForCompletion(TimeUnit.SECONDS.toMillis(1));
    } catch (MqttException e) {
      LOG.debug("No goodbye to the broker", e);
    }
    abort();
  }

  /** Closes the socket without a goodbye. */
  public void abort() {
    ended.set(true);
    try {
      if (client.isConnected()) {
        client.disconnectForcibly(0, 0, false);
      }
      client.close(true);
    } catch (MqttException e) {
      LOG.debug("The connection could not be closed", e);
    }
  }

  private static IOException failure(Exception cause) {
    LOG.debug("The broker cannot be used", cause);
    return new IOException(BrokerFailures.sentence(cause), cause);
  }
}
