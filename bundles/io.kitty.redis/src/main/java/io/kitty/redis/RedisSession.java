// SPDX-License-Identifier: Apache-2.0
package io.kitty.redis;

import io.kitty.discovery.DiscoveryProvider;
import io.kitty.redis.connection.RedisConnection;
import io.kitty.redis.sharing.LeaseReaper;
import io.kitty.registry.DeviceRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the registry while the connection is up, reconnects while it is down, and runs the
 * periodic jobs. Everything runs on one thread that nothing waits for.
 */
final class RedisSession implements AutoCloseable {

  /** Registers services; closing the result unregisters them. */
  interface Publisher {
    AutoCloseable registry(DeviceRegistry registry);

    AutoCloseable peers(DiscoveryProvider peers);
  }

  private static final Logger LOG = LoggerFactory.getLogger(RedisSession.class);
  private static final Duration TICK = Duration.ofMillis(250);
  private static final long RETRY = Duration.ofSeconds(1).toNanos();
  private static final long MAINTAIN = Duration.ofSeconds(1).toNanos();
  private static final Duration CHECK = Duration.ofSeconds(10);
  private static final long PRUNE = Duration.ofSeconds(20).toNanos();

  private final RedisConnection connection;
  private final RedisRegistry registry;
  private final RedisPeers peers;
  private final LeaseReaper lapses;
  private final Publisher publisher;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(RedisSession::thread);

  private @Nullable AutoCloseable publishedRegistry;
  private @Nullable AutoCloseable publishedPeers;
  private boolean tried;
  private long triedAt;
  private long maintainedAt;
  private long prunedAt;
  private String lastReason = "";

  RedisSession(
      RedisConnection connection,
      RedisRegistry registry,
      RedisPeers peers,
      LeaseReaper lapses,
      Publisher publisher) {
    this.connection = connection;
    this.registry = registry;
    this.peers = peers;
    this.lapses = lapses;
    this.publisher = publisher;
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "kitty-redis");
    thread.setDaemon(true);
    return thread;
  }

  /** Starts to connect; reconnects until it is closed. */
  void start() {
    var unused =
        thread.scheduleWithFixedDelay(this::tick, 0, TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void tick() {
    try {
      long now = System.nanoTime();
      if (connection.up()) {
        maintain(now);
      } else {
        if (publishedRegistry != null) {
          withdraw();
          tried = false;
        }
        if (!tried || now - triedAt >= RETRY) {
          tried = true;
          triedAt = now;
          connect();
        }
      }
    } catch (IOException e) {
      LOG.debug("The periodic jobs of Redis failed", e);
    } catch (RuntimeException | LinkageError e) {
      LOG.error("The periodic jobs of Redis failed; continuing", e);
    }
  }

  private void connect() {
    connection.open();
    if (connection.up()) {
      try {
        lapses.sweep(); // expirations are published before the present devices
        registry.repair().restore();
        up();
      } catch (IOException e) {
        connection.down(e);
      }
    }
    if (!connection.up()) {
      down();
    }
  }

  private void up() {
    LOG.info("Devices are shared through {}", connection.server());
    lastReason = "";
    peers.reconcile();
    publishPeers();
    prunedAt = System.nanoTime() - PRUNE;
  }

  /** Registers the registry, so that the hub saves all devices, and changes from then on. */
  private void publishRegistry() throws IOException {
    registry.forget(registry.repair().forgotten());
    publishedRegistry = publisher.registry(registry);
  }

  private void down() {
    if (!connection.reason().equals(lastReason)) {
      lastReason = connection.reason();
      LOG.warn("Devices are not shared: {}", lastReason);
      publishPeers();
    }
  }

  /** Registers the peers anew with each state: the hub starts them, which reports their state. */
  private void publishPeers() {
    free(publishedPeers);
    publishedPeers = publisher.peers(peers);
  }

  private void maintain(long now) throws IOException {
    if (publishedRegistry == null && connection.restored()) {
      publishRegistry();
    }
    if (now - maintainedAt >= MAINTAIN) {
      maintainedAt = now;
      connection.verify();
      registry.renew();
      repair();
      lapses.sweep();
    }
    if (now - prunedAt >= PRUNE) {
      prunedAt = now;
      lapses.prune();
    }
    while (peers.poll() && connection.up()) {
      Thread.yield();
    }
  }

  private void repair() throws IOException {
    if (registry.repair().check(CHECK) && publishedRegistry != null) {
      LOG.warn("Some of what is shared was deleted, and is written anew");
      withdraw();
      publishRegistry();
    }
    peers.degraded(registry.repair().complaint());
  }

  private void withdraw() {
    AutoCloseable last = publishedRegistry;
    publishedRegistry = null;
    free(last);
  }

  private static void free(@Nullable AutoCloseable publication) {
    try {
      if (publication != null) {
        publication.close();
      }
    } catch (Exception e) {
      LOG.warn("A service could not be withdrawn", e);
    }
  }

  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(2, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    withdraw();
    free(publishedPeers);
    connection.close();
  }
}
