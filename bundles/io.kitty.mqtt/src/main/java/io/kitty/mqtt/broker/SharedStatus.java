// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.broker;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The topic that is {@code online} as long as any hub is. A connection has one last will only,
 * which is that of the hub's own status: so the one hub that is responsible for the shared topic
 * has a second connection, with nothing but the last will for that. Used by one thread, except
 * {@link #onOffline}.
 */
public final class SharedStatus implements BrokerListener {

  private final BrokerSettings broker;
  private final String topic;
  private volatile @Nullable BrokerConnection connection;
  private volatile @Nullable String lost;
  private volatile boolean offline;

  public SharedStatus(BrokerSettings broker, String topic) {
    this.broker = broker;
    this.topic = topic;
  }

  /**
   * Publishes that hubs are online, or leaves that to another hub.
   *
   * @param responsible whether this hub is responsible
   * @throws IOException with a sentence for people, if the connection is lost or refused
   */
  public void update(boolean responsible) throws IOException {
    String reason = lost;
    if (reason != null) {
      throw new IOException(reason);
    }
    if (!responsible) {
      close();
    } else if (connection == null || offline) {
      offline = false;
      publish(open(), "online");
    }
  }

  private BrokerConnection open() throws IOException {
    BrokerConnection open = connection;
    if (open == null) {
      open = BrokerConnection.open(broker, topic, this);
      connection = open;
    }
    return open;
  }

  private void publish(BrokerConnection open, String status) throws IOException {
    open.publish(topic, status, true);
  }

  /** The last will of an earlier connection, or of another hub, came. */
  public void onOffline() {
    offline = true;
  }

  /**
   * Publishes a last status, if this hub is responsible.
   *
   * @param status {@code offline}; {@code ""} to remove the topic
   */
  public void end(String status) throws IOException {
    BrokerConnection open = connection;
    if (open != null) {
      publish(open, status);
      open.flush(Duration.ofSeconds(1));
    }
    close();
  }

  private void close() {
    BrokerConnection open = connection;
    connection = null;
    if (open != null) {
      open.close();
    }
  }

  /** Closes the connection without a goodbye. */
  public void abort() {
    BrokerConnection open = connection;
    connection = null;
    if (open != null) {
      open.abort();
    }
  }

  @Override
  public void onMessage(String ignored, byte[] payload, boolean retained) {
    // it has no subscription
  }

  @Override
  public void onLost(String reason) {
    lost = reason;
  }
}
