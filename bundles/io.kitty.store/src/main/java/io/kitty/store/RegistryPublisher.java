// SPDX-License-Identifier: Apache-2.0
package io.kitty.store;

import io.kitty.commons.Backoff;
import io.kitty.hub.DeviceCodec;
import io.kitty.hub.ModuleStatus;
import io.kitty.hub.ModuleStatus.State;
import io.kitty.registry.DeviceRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the registry while it works: opens the file, and if that or a write fails, withdraws
 * the registry and retries. A failed open is cheap and is retried at short intervals. After a
 * failed write the interval doubles each time, as the hub saves all devices again whenever the
 * registry is published.
 */
final class RegistryPublisher implements MvRegistry.Outcome, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RegistryPublisher.class);
  private static final Duration OPEN_RETRY = Duration.ofSeconds(2);
  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LAST_RETRY = Duration.ofSeconds(60);

  private final StoreFile file;
  private final DeviceCodec codec;
  private final Function<DeviceRegistry, AutoCloseable> publisher;
  private final ScheduledThreadPoolExecutor executor;
  private volatile State state = State.STARTING;
  private volatile String lastError = "";
  private volatile boolean failing;
  private volatile boolean writeFailed;
  private volatile @Nullable MvRegistry registry;
  private volatile Backoff backoff = newBackoff();
  private @Nullable AutoCloseable publication;
  private boolean closed;

  /**
   * @param publisher publishes a registry and returns a handle that withdraws it
   */
  RegistryPublisher(
      StoreFile file, DeviceCodec codec, Function<DeviceRegistry, AutoCloseable> publisher) {
    this.file = file;
    this.codec = codec;
    this.publisher = publisher;
    this.executor = new ScheduledThreadPoolExecutor(1, RegistryPublisher::thread);
    this.executor.setKeepAliveTime(1, TimeUnit.SECONDS);
    this.executor.allowCoreThreadTimeOut(true);
    this.executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  private static Backoff newBackoff() {
    return new Backoff(FIRST_RETRY, LAST_RETRY);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "kitty-store");
    thread.setDaemon(true);
    return thread;
  }

  /** Starts to open the file. */
  void start() {
    executor.execute(this::open);
  }

  private synchronized void open() {
    if (closed) {
      return;
    }
    try {
      MvRegistry opened = new MvRegistry(file.open(), codec, this);
      registry = opened;
      publication = publisher.apply(opened); // before the state, which implies it
      state = State.RUNNING;
      if (!failing) {
        LOG.info("{} devices are kept in {}", opened.devices(), file);
      } else if (!writeFailed) {
        recovered();
      }
    } catch (IOException | RuntimeException e) {
      retry(Objects.requireNonNullElse(e.getMessage(), e.toString()), OPEN_RETRY);
    }
  }

  private void recovered() {
    LOG.info("Devices are kept again in {}", file);
    failing = false;
    writeFailed = false;
    backoff = newBackoff();
  }

  private synchronized void retry(String reason, Duration after) {
    if (closed) {
      return;
    }
    withdraw();
    if (!failing || !reason.equals(lastError)) {
      LOG.error("Devices are not kept: {}", reason);
    }
    failing = true;
    lastError = reason;
    state = State.FAILED;
    var unused = executor.schedule(this::open, after.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void written() {
    if (failing) {
      recovered();
    }
  }

  @Override
  public void failed(String reason, boolean damaged) {
    if (damaged) {
      file.suspect(reason);
    }
    executor.execute(() -> retryLater(reason));
  }

  private synchronized void retryLater(String reason) {
    writeFailed = true;
    retry(reason, backoff.next());
  }

  private void withdraw() {
    try {
      if (publication != null) {
        publication.close();
      }
    } catch (Exception e) {
      LOG.warn("The registry could not be withdrawn", e);
    }
    publication = null;
    MvRegistry open = registry;
    if (open != null) {
      open.close();
    }
    registry = null;
  }

  /** Returns the status of the registry. */
  ModuleStatus status() {
    MvRegistry open = registry;
    Map<String, Long> counters = open == null ? Map.of() : open.counters();
    State now = state;
    String detail = now == State.FAILED ? lastError : "";
    return new ModuleStatus(
        StoreModule.ID, false, now, detail, null, null, lastError, counters, List.of());
  }

  @Override
  public synchronized void close() {
    closed = true;
    executor.shutdown();
    withdraw();
  }
}
