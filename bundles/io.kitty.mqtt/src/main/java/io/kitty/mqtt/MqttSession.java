// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt;

import io.kitty.commons.Backoff;
import io.kitty.hub.Health;
import io.kitty.hub.Hub;
import io.kitty.hub.ModuleStatus;
import io.kitty.hub.ModuleStatus.State;
import io.kitty.identifier.DeviceId;
import io.kitty.mqtt.broker.BrokerSettings;
import io.kitty.mqtt.event.EventQueue;
import io.kitty.mqtt.message.Topics;
import io.kitty.mqtt.topic.BrokerTopics;
import io.kitty.mqtt.topic.ChangeQueue;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes while there is a connection, and reconnects while there is none, each time with a fresh
 * client. Everything runs on one thread that nothing waits for; the public methods are thread-safe.
 */
final class MqttSession implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(MqttSession.class);

  private static final Duration TICK = Duration.ofMillis(100);
  private static final Duration GOODBYE = Duration.ofSeconds(7);

  /** How long it takes most brokers to accept a connection. */
  private static final Duration CONNECT_TIME = Duration.ofSeconds(1);

  /** Ends the use of a connection. */
  @FunctionalInterface
  private interface Ending {
    void run(ConnectedPublisher publisher) throws IOException;
  }

  private final BrokerSettings broker;
  private final Hub hub;
  private final BooleanSupplier settled;
  private final ConnectedPublisher.Parts parts;
  private final SessionThread thread = new SessionThread();
  private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

  private volatile @Nullable ConnectedPublisher publisher;
  private volatile String reason = "";
  private volatile boolean connecting;
  private volatile boolean purged;
  private volatile boolean closed;
  private volatile long connections;
  private volatile long published;
  private long retryAt = System.nanoTime();

  /**
   * @param readingsInterval the time between two messages that differ in readings only
   * @param settled whether the hub runs long enough to know all its devices: only then what the
   *     broker retained before is removed
   */
  MqttSession(
      BrokerSettings broker,
      Topics names,
      Hub hub,
      BrokerTopics topics,
      Duration readingsInterval,
      BooleanSupplier settled) {
    this.broker = broker;
    this.hub = hub;
    this.settled = settled;
    this.parts =
        new ConnectedPublisher.Parts(
            names,
            topics,
            new ChangeQueue(topics, readingsInterval),
            new EventQueue(System::nanoTime, topics),
            new ScanCommand(hub),
            new LongAdder());
  }

  /** Starts to connect. */
  void start() {
    thread.start(this::tick, TICK);
  }

  /** Returns where changes of devices are reported. */
  ChangeQueue changes() {
    return parts.changes();
  }

  /** Publishes an event of a device, once there is a connection. */
  void onEvent(DeviceId device, String message) {
    parts.events().add(device, message);
  }

  private void tick() {
    try {
      ConnectedPublisher current = publisher;
      if (current != null) {
        current.work(System.nanoTime());
        published = parts.topics().size();
      } else {
        parts.changes().clear();
        if (!purged && !closed && System.nanoTime() - retryAt >= 0 && hubHasStarted()) {
          connect();
        }
      }
    } catch (IOException e) {
      disconnected(String.valueOf(e.getMessage()));
    } catch (RuntimeException | LinkageError e) {
      LOG.error("Publishing failed; it begins again", e);
      disconnected("publishing failed; the log says why");
    }
  }

  private boolean hubHasStarted() {
    return hub.health().status() != Health.Status.STARTING;
  }

  private void connect() throws IOException {
    connecting = true;
    try {
      publisher = new ConnectedPublisher(broker, parts, settled);
    } finally {
      connecting = false;
    }
    reason = "";
    connections++;
    backoff.reset();
    LOG.info("Devices are published at {}", broker);
  }

  private void disconnected(String why) {
    ConnectedPublisher last = publisher;
    publisher = null;
    if (last != null) {
      last.abort();
    }
    retryAt = System.nanoTime() + backoff.next().toNanos();
    String sentence = broker + ": " + why;
    if (!sentence.equals(reason)) {
      reason = sentence;
      LOG.warn("Devices are not published: {}", sentence);
    }
  }

  /** Removes everything from the broker, and publishes nothing any more. */
  void purge() {
    thread.run(
        () -> {
          purged = true;
          parts.events().clear();
          end(ConnectedPublisher::purge);
          published = 0;
        },
        goodbyeTime());
  }

  /** Ends it: the broker retains what was published, and that this hub is offline. */
  @Override
  public void close() {
    closed = true;
    thread.run(() -> end(ConnectedPublisher::leave), goodbyeTime());
    thread.close();
  }

  /** Waits little while a connection is being opened, as that may take long. */
  private Duration goodbyeTime() {
    return connecting ? CONNECT_TIME : GOODBYE;
  }

  private void end(Ending ending) {
    ConnectedPublisher last = publisher;
    publisher = null;
    if (last != null) {
      try {
        ending.run(last);
      } catch (IOException e) {
        last.abort();
        LOG.warn("{} was left without a goodbye: {}", broker, e.getMessage());
      }
    }
  }

  /** Returns the status of the module. */
  ModuleStatus status(String id) {
    State state = reason.isEmpty() || purged ? State.RUNNING : State.FAILED;
    String detail =
        purged
            ? "purged: nothing is published until it is enabled again"
            : connections == 0 && reason.isEmpty() ? "not connected yet" : reason;
    return ModuleStatus.of(
        id,
        state,
        detail,
        Map.of(
            "devices", published, "messages", parts.messages().sum(), "connections", connections));
  }
}
