// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt;

import io.kitty.commons.Backoff;
import io.kitty.hub.Health;
import io.kitty.hub.Hub;
import io.kitty.hub.ModuleStatus;
import io.kitty.hub.ModuleStatus.State;
import io.kitty.mqtt.broker.BrokerConnection;
import io.kitty.mqtt.broker.BrokerSettings;
import io.kitty.mqtt.message.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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
  private static final long READ_BACK = Duration.ofSeconds(10).toNanos();
  private static final Duration FLUSH = Duration.ofSeconds(5);

  /** The longest random delay after a birth, in milliseconds. */
  private static final int BIRTH_DELAY = 2000;

  /** The number of messages per tick after a birth: 200 a second. */
  private static final int BIRTH_PACE = 20;

  private static final int MAX_EVENTS = 1000;
  private static final int MAX_FOUND = 20_000;

  private final BrokerSettings broker;
  private final Topics topics;
  private final Hub hub;
  private final DeviceTopics devices;
  private final RetainedTopics retained;
  private final BooleanSupplier settled;
  private final ScanCommand scan;
  private final ChangeQueue changes;

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(MqttSession::thread);
  private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));
  private final Queue<String> events = new ArrayBlockingQueue<>(MAX_EVENTS);

  /** The topics that the broker retained before, until it is certain which of them are wanted. */
  private final Set<String> found = new LinkedHashSet<>();

  private volatile @Nullable BrokerConnection connection;
  private volatile @Nullable String lost;
  private volatile String reason = "";
  private volatile boolean connecting;
  private volatile boolean purged;
  private volatile boolean closed;
  private volatile long messages;
  private volatile long connections;
  private volatile int published;
  private long retryAt = System.nanoTime();
  private long readBackEnd;
  private boolean readingBack;
  private long birthAt;
  private boolean born;
  private boolean slow;

  /**
   * @param readingsInterval the time between two messages that differ in readings only
   * @param settled whether the hub runs long enough to know all its devices: only then what the
   *     broker retained before is removed
   */
  MqttSession(
      BrokerSettings broker,
      Topics topics,
      Hub hub,
      DeviceTopics devices,
      RetainedTopics retained,
      Duration readingsInterval,
      BooleanSupplier settled) {
    this.broker = broker;
    this.topics = topics;
    this.hub = hub;
    this.devices = devices;
    this.retained = retained;
    this.changes = new ChangeQueue(devices, readingsInterval);
    this.settled = settled;
    this.scan = new ScanCommand(hub);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "kitty-mqtt");
    thread.setDaemon(true);
    return thread;
  }

  /** Starts to connect. */
  void start() {
    var unused =
        thread.scheduleWithFixedDelay(this::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Returns where changes of devices are reported. */
  ChangeQueue changes() {
    return changes;
  }

  /** Publishes an event, if there is a connection. */
  void onEvent(String message) {
    if (connection != null && !events.offer(message)) {
      LOG.debug("An event was dropped, as the broker is too slow");
    }
  }

  private void tick() {
    try {
      BrokerConnection current = connection;
      if (current != null) {
        work(current, System.nanoTime());
      } else {
        changes.clear();
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
    lost = null;
    try {
      connection =
          BrokerConnection.open(
              broker, topics.status(), new InboundMessages(topics, devices::isOwn, new Receiver()));
    } finally {
      connecting = false;
    }
    BrokerConnection current = connection;
    changes.refreshAll();
    retained.publishAll();
    slow = false;
    born = false;
    current.publish(topics.status(), "online", true);
    current.subscribe(topics.status(), topics.birth(), topics.scan(), topics.state("+"));
    current.subscribe(topics.discovery());
    readingBack = true;
    readBackEnd = System.nanoTime() + READ_BACK;
    reason = "";
    connections++;
    backoff.reset();
    LOG.info("Devices are published at {}", broker);
  }

  private void disconnected(String why) {
    BrokerConnection last = connection;
    connection = null;
    if (last != null) {
      last.abort();
    }
    events.clear();
    retryAt = System.nanoTime() + backoff.next().toNanos();
    String sentence = broker + ": " + why;
    if (!sentence.equals(reason)) {
      reason = sentence;
      LOG.warn("Devices are not published: {}", sentence);
    }
  }

  private void work(BrokerConnection current, long now) throws IOException {
    String ended = lost;
    if (ended != null) {
      throw new IOException(ended);
    }
    changes.refresh(now);
    published = devices.size();
    if (readingBack && now - readBackEnd >= 0) {
      readingBack = false;
      current.unsubscribe(topics.discovery());
    }
    if (!found.isEmpty() && settled.getAsBoolean()) {
      found.forEach(retained::found);
      found.clear();
    }
    if (born && now - birthAt >= 0) {
      born = false;
      slow = true;
      retained.publishAll();
    }
    retained.publishDue(
        (topic, payload) -> publish(current, topic, payload, true),
        slow ? BIRTH_PACE : Integer.MAX_VALUE);
    slow &= !retained.isComplete();
    for (String event = events.poll(); event != null; event = events.poll()) {
      publish(current, topics.events(), event, false);
    }
  }

  private void publish(BrokerConnection current, String topic, String payload, boolean retain)
      throws IOException {
    current.publish(topic, payload, retain);
    messages++;
  }

  /** Removes everything from the broker, and publishes nothing any more. */
  void purge() {
    runOnThread(this::removeAll);
  }

  private void removeAll() {
    purged = true;
    BrokerConnection current = connection;
    if (current != null) {
      try {
        found.forEach(retained::found);
        retained.removeAll();
        retained.publishDue(
            (topic, payload) -> publish(current, topic, payload, true), Integer.MAX_VALUE);
        current.publish(topics.status(), "", true);
        current.flush(FLUSH);
      } catch (IOException e) {
        LOG.warn("Not everything could be removed from {}: {}", broker, e.getMessage());
      }
      connection = null;
      published = 0;
      current.close();
    }
  }

  private void leave() {
    BrokerConnection current = connection;
    if (current != null) {
      try {
        current.publish(topics.status(), "offline", true);
        current.flush(Duration.ofSeconds(1));
      } catch (IOException e) {
        LOG.debug("No goodbye to the broker", e);
      }
      connection = null;
      current.close();
    }
  }

  /** Runs a task on the session's thread, and waits for it unless a connection is being opened. */
  private void runOnThread(Runnable task) {
    try {
      var done = thread.submit(task);
      if (!connecting) {
        done.get(FLUSH.toSeconds() + 2, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RejectedExecutionException | ExecutionException | TimeoutException e) {
      LOG.debug("The broker was left without a goodbye", e);
    }
  }

  /** Ends it: the broker retains what was published, and that this hub is offline. */
  @Override
  public void close() {
    closed = true;
    runOnThread(this::leave);
    thread.shutdown();
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
        Map.of("devices", (long) published, "messages", messages, "connections", connections));
  }

  private void execute(Runnable task) {
    try {
      thread.execute(task);
    } catch (RejectedExecutionException e) {
      LOG.debug("The module stops", e);
    }
  }

  private final class Receiver implements InboundMessages.Handler {

    @Override
    public void onOffline() {
      execute(MqttSession.this::online);
    }

    @Override
    public void onBirth() {
      execute(MqttSession.this::publishAllSoon);
    }

    @Override
    public void onScan() {
      execute(scan::start);
    }

    @Override
    public void onFound(String topic) {
      execute(() -> remember(topic));
    }

    @Override
    public void onLost(String why) {
      lost = why;
    }
  }

  private void online() {
    BrokerConnection current = connection;
    if (current != null) {
      try {
        current.publish(topics.status(), "online", true);
      } catch (IOException e) {
        disconnected(String.valueOf(e.getMessage()));
      }
    }
  }

  private void publishAllSoon() {
    born = true;
    birthAt =
        System.nanoTime()
            + TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextInt(BIRTH_DELAY));
  }

  private void remember(String topic) {
    if (found.size() < MAX_FOUND) {
      found.add(topic);
    }
  }
}
