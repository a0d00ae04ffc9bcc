// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kitty.mqtt.broker.BrokerListener;
import io.kitty.mqtt.claim.Claims;
import io.kitty.mqtt.message.FoundMessage;
import io.kitty.mqtt.message.HubMessages;
import io.kitty.mqtt.message.Topics;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says what the messages from the broker mean, in their order; all others are ignored. They arrive
 * on a thread of the client, and are handled by the one that calls {@link #handle}.
 */
final class InboundMessages implements BrokerListener {

  /** Handles the messages. */
  interface Handler {

    /**
     * The status of a hub.
     *
     * @param retained whether it was published before this connection
     */
    void onStatus(String hub, boolean online, boolean retained);

    /**
     * The claim of a hub.
     *
     * @param payload the claim; empty if it is given up, or too large
     * @param retained whether it was published before this connection
     */
    void onClaim(String hub, String slug, byte[] payload, boolean retained);

    /** No hub is said to be online. */
    void onOffline();

    /** Home Assistant or openHAB has started. */
    void onBirth();

    /** Another program asks for a scan. */
    void onScan();

    /** A hub has published an event, which may be this one. */
    void onEvent(String message);

    /** The broker had retained this message of this program. */
    void onFound(String topic, FoundMessage message);
  }

  private static final Logger LOG = LoggerFactory.getLogger(InboundMessages.class);

  /** More than all hubs at a broker retain. */
  private static final int MAX_WAITING = 50_000;

  /** The largest event that is read, in bytes. */
  private static final int MAX_EVENT = 256 * 1024;

  /** The maximum size of all claims, events and states that wait to be handled, in bytes. */
  private static final int MAX_BYTES = 16 * 1024 * 1024;

  /**
   * A message that waits to be handled.
   *
   * @param payload the payload of a claim, an event or a state; empty for any other message, which
   *     keeps none
   */
  private record Inbound(Runnable meaning, byte[] payload) {}

  private static final byte[] NO_PAYLOAD = {};

  private final Topics topics;
  private final Handler handler;
  private final Queue<Inbound> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final AtomicInteger waitingBytes = new AtomicInteger();
  private volatile @Nullable String lost;

  InboundMessages(Topics topics, Handler handler) {
    this.topics = topics;
    this.handler = handler;
  }

  /** Handles what has arrived. */
  void handle() {
    for (Inbound next = waiting.poll(); next != null; next = waiting.poll()) {
      waitingBytes.addAndGet(-next.payload().length);
      next.meaning().run();
    }
  }

  /** Returns why the connection was lost, for people; null if it was not. */
  @Nullable String lost() {
    return lost;
  }

  @Override
  public void onMessage(String topic, byte[] payload, boolean retained) {
    meaning(topic, payload, retained)
        .filter(message -> !offer(message))
        .ifPresent(message -> LOG.debug("A message of the broker was dropped: {}", topic));
  }

  private boolean offer(Inbound message) {
    int size = message.payload().length;
    boolean kept = waitingBytes.addAndGet(size) <= MAX_BYTES && waiting.offer(message);
    if (!kept) {
      waitingBytes.addAndGet(-size);
    }
    return kept;
  }

  private Optional<Inbound> meaning(String topic, byte[] payload, boolean retained) {
    String text = payload.length < 16 ? new String(payload, UTF_8) : "";
    if (topic.equals(topics.status())) {
      return when(text.equals("offline"), handler::onOffline);
    }
    if (topic.equals(topics.birth())) {
      return when(!retained && text.equals("online"), handler::onBirth);
    }
    if (topic.equals(topics.scan())) {
      return when(!retained && text.equals(HubMessages.SCAN), handler::onScan);
    }
    if (topic.equals(topics.events())) {
      return !retained && payload.length <= MAX_EVENT
          ? Optional.of(new Inbound(() -> handler.onEvent(new String(payload, UTF_8)), payload))
          : Optional.empty();
    }
    Optional<Topics.OfHub> ofHub = topics.ofHub(topic);
    if (ofHub.isPresent()) {
      return ofHub(ofHub.get(), payload, text, retained);
    }
    return retained
        ? FoundMessage.parse(topics, topic, payload).map(message -> found(topic, message, payload))
        : Optional.empty();
  }

  private Inbound found(String topic, FoundMessage message, byte[] payload) {
    return new Inbound(
        () -> handler.onFound(topic, message), message.state().isPresent() ? payload : NO_PAYLOAD);
  }

  private Optional<Inbound> ofHub(
      Topics.OfHub topic, byte[] payload, String text, boolean retained) {
    if (topic.status()) {
      return when(true, () -> handler.onStatus(topic.hub(), text.equals("online"), retained));
    }
    if (topic.slug().isEmpty()) {
      return Optional.empty();
    }
    byte[] claim = payload.length > Claims.MAX_SIZE ? NO_PAYLOAD : payload;
    return Optional.of(
        new Inbound(() -> handler.onClaim(topic.hub(), topic.slug(), claim, retained), claim));
  }

  private static Optional<Inbound> when(boolean condition, Runnable message) {
    return condition ? Optional.of(new Inbound(message, NO_PAYLOAD)) : Optional.empty();
  }

  @Override
  public void onLost(String reason) {
    lost = reason;
  }
}
