// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt;

import io.kitty.mqtt.broker.BrokerConnection;
import io.kitty.mqtt.broker.BrokerSettings;
import io.kitty.mqtt.broker.SharedStatus;
import io.kitty.mqtt.event.EventQueue;
import io.kitty.mqtt.message.Topics;
import io.kitty.mqtt.topic.BrokerTopics;
import io.kitty.mqtt.topic.ChangeQueue;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Publishes over one connection, until it is lost. It begins once the broker has sent back that
 * this hub is online: everything that was retained came before. Used by one thread.
 */
final class ConnectedPublisher {

  private static final long READ_BACK = Duration.ofSeconds(10).toNanos();
  private static final Duration FLUSH = Duration.ofSeconds(5);

  /** What a publisher works with, connection after connection. */
  record Parts(
      Topics names,
      BrokerTopics topics,
      ChangeQueue changes,
      EventQueue events,
      ScanCommand scan,
      LongAdder messages) {}

  private final Parts parts;
  private final BooleanSupplier settled;
  private final InboundState state;
  private final InboundMessages inbound;
  private final SharedStatus shared;
  private final BirthReply birth;
  private final BrokerConnection connection;
  private final long openedAt = System.nanoTime();
  private boolean begun;
  private boolean complete;

  /**
   * Connects.
   *
   * @param settled whether the hub runs long enough to know all its devices: only then what the
   *     broker retained before is removed
   * @throws IOException with a sentence for people, if there is no connection
   */
  ConnectedPublisher(BrokerSettings broker, Parts parts, BooleanSupplier settled)
      throws IOException {
    this.parts = parts;
    this.settled = settled;
    parts.topics().clear();
    parts.events().connect();
    Topics names = parts.names();
    shared = new SharedStatus(broker, names.status());
    birth = new BirthReply(parts.topics().retained());
    state = new InboundState(parts, shared, birth);
    inbound = new InboundMessages(names, state);
    connection = BrokerConnection.open(broker, names.hubStatus(), inbound);
    try {
      connection.subscribe(
          names.status(), names.birth(), names.scan(), names.ofHubs(), names.events());
      connection.subscribe(names.retained());
      publishOnline();
    } catch (IOException | RuntimeException | LinkageError e) {
      connection.abort();
      throw e;
    }
  }

  private void publishOnline() throws IOException {
    publish(parts.names().hubStatus(), "online", true);
  }

  private void publish(String topic, String payload, boolean retain) throws IOException {
    connection.publish(topic, payload, retain);
    parts.messages().increment();
  }

  /** Publishes what is to be retained, but no state of a device of which events wait. */
  private void publishRetained(int max) throws IOException {
    Set<String> held =
        parts.events().heldSlugs().stream().map(parts.names()::state).collect(Collectors.toSet());
    parts
        .topics()
        .retained()
        .publishDue((topic, text) -> publish(topic, text, true), held::contains, max);
  }

  private void publishEvents() throws IOException {
    parts.events().publish(event -> publish(parts.names().events(), event, false));
    parts.topics().endTurns();
  }

  /**
   * Publishes what is due.
   *
   * @throws IOException with a sentence for people, if the connection is lost
   */
  void work(long now) throws IOException {
    inbound.handle();
    String reason = inbound.lost();
    if (reason != null) {
      throw new IOException(reason);
    }
    if (state.takeOffline()) {
      publishOnline();
    }
    if (begun) {
      publishAll(now);
    } else if (state.isOnline()) {
      begun = true;
      connection.unsubscribe(parts.names().retained());
      parts.events().begin();
      parts.changes().refreshAll();
      publishAll(now);
    } else if (now - openedAt >= READ_BACK) {
      throw new IOException(
          "it does not send back what is published; allow the user to read and write all topics"
              + " below base.topic and discovery.prefix");
    }
  }

  private void publishAll(long now) throws IOException {
    BrokerTopics topics = parts.topics();
    publishEvents(); // those of devices that leave now
    parts.changes().refresh(now);
    if (!complete && settled.getAsBoolean() && topics.isLeaderKnown()) {
      complete = true;
      topics.removeTheRest();
    }
    if (!topics.leads()) {
      shared.update(false); // before the claim that says so
    }
    publishEvents();
    publishRetained(birth.step(now));
    if (topics.leads()) {
      shared.update(true);
    }
    publishEvents();
  }

  /** Removes everything from the broker, and disconnects. */
  void purge() throws IOException {
    boolean alone = isAlone();
    parts.topics().purge();
    publishRetained(Integer.MAX_VALUE);
    disconnect(alone ? "" : null);
  }

  /** Says that this hub is offline, and disconnects. */
  void leave() throws IOException {
    publish(parts.names().hubStatus(), "offline", true);
    disconnect(isAlone() ? "offline" : null);
  }

  private boolean isAlone() {
    return !parts.topics().claims().others().isAnyOnline();
  }

  /**
   * Disconnects.
   *
   * @param last the last payload on the shared topic; null if it is left to another hub
   */
  private void disconnect(@Nullable String last) throws IOException {
    if (last == null) {
      shared.update(false);
    } else {
      shared.end(last);
    }
    connection.flush(FLUSH);
    connection.close();
  }

  /** Closes the sockets without a goodbye. */
  void abort() {
    shared.abort();
    connection.abort();
  }
}
