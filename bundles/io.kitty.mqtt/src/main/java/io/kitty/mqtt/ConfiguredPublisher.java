// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt;

import io.kitty.event.DeviceEvent;
import io.kitty.hub.DeviceCodec;
import io.kitty.hub.Hub;
import io.kitty.hub.ModuleStatus;
import io.kitty.hub.ModuleStatus.State;
import io.kitty.mqtt.event.EventMessages;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is published with the last configuration that can be used. One that cannot be used changes
 * nothing except the status, and is tried again, as its files may have changed. Thread-safe.
 */
final class ConfiguredPublisher {

  private static final Duration RETRY = Duration.ofSeconds(30);

  /**
   * What is published with a configuration. Thread-safe.
   *
   * @param target where the topics are: another configuration with the same takes them over
   */
  record Publication(String target, MqttSession session, EventMessages events) {

    /** Publishes what follows from an event. */
    void onEvent(DeviceEvent event) {
      // before the hub claims the device, and so may speak for it
      events.of(event).forEach(message -> session.onEvent(event.device().id(), message));
      session.changes().onChange(event.device().id());
      if (event instanceof DeviceEvent.Changed change) {
        session.changes().onChange(change.before().id());
      }
      if (event instanceof DeviceEvent.Departed departure) {
        departure.next().ifPresent(session.changes()::onChange);
      }
    }
  }

  private final Hub hub;
  private final DeviceCodec codec;
  private final Path folder;
  private final Supplier<String> page;
  private volatile @Nullable Publication current;
  private volatile String failure = "";
  private @Nullable MqttConfig unusable;
  private @Nullable SessionThread retries;

  /**
   * @param folder where what outlives a restart is kept
   * @param page the page of the hub as other hosts reach it; {@code ""} for none
   */
  ConfiguredPublisher(Hub hub, DeviceCodec codec, Path folder, Supplier<String> page) {
    this.hub = hub;
    this.codec = codec;
    this.folder = folder;
    this.page = page;
  }

  /** Returns what is published; empty if nothing is. */
  Optional<Publication> current() {
    return Optional.ofNullable(current);
  }

  /**
   * Uses a configuration, if it can be used. What the one before it has published is removed from
   * the broker, unless the new one takes it over.
   */
  synchronized void use(MqttConfig config) {
    try {
      PublisherSetup setup = config.enabled() ? PublisherSetup.of(config, folder) : null;
      endRetries();
      end(setup == null || !isTarget(setup.target()));
      if (setup != null) {
        open(setup);
      }
    } catch (IllegalArgumentException e) {
      failure = "etc/io.kitty.mqtt.cfg: " + e.getMessage();
      unusable = config;
      if (retries == null) {
        retries = new SessionThread();
        retries.start(this::retry, RETRY);
      }
    }
  }

  /** Tries again to use the configuration that could not be used, if there is one. */
  synchronized void retry() {
    MqttConfig config = unusable;
    if (config != null) {
      use(config);
    }
  }

  private void endRetries() {
    unusable = null;
    failure = "";
    if (retries != null) {
      retries.close();
      retries = null;
    }
  }

  private boolean isTarget(String target) {
    return current().filter(last -> last.target().equals(target)).isPresent();
  }

  private void open(PublisherSetup setup) {
    MqttSession session = setup.session(hub, page);
    session.start();
    current = new Publication(setup.target(), session, new EventMessages(codec, setup.filter()));
  }

  private void end(boolean purge) {
    Publication last = current;
    current = null;
    if (last != null) {
      if (purge) {
        last.session().purge();
      }
      last.session().close();
    }
  }

  /**
   * Ends it.
   *
   * @param purge whether to remove everything from the broker
   */
  synchronized void close(boolean purge) {
    endRetries();
    end(purge);
  }

  /** Returns the status of the module. */
  ModuleStatus status(String id) {
    Publication publication = current;
    String why = failure;
    if (publication == null) {
      return ModuleStatus.of(id, why.isEmpty() ? State.DISABLED : State.FAILED, why, Map.of());
    }
    ModuleStatus session = publication.session().status(id);
    if (why.isEmpty()) {
      return session;
    }
    return ModuleStatus.of(
        id,
        session.state() == State.RUNNING ? State.DEGRADED : session.state(),
        why
            + "; the configuration before it stays in use until that is corrected"
            + (session.detail().isEmpty() ? "" : "; " + session.detail()),
        session.counters());
  }
}
