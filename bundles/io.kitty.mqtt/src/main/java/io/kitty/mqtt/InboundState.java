// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt;

import io.kitty.mqtt.broker.SharedStatus;
import io.kitty.mqtt.message.FoundMessage;

/** Does what the messages from the broker ask for. Not thread-safe. */
final class InboundState implements InboundMessages.Handler {

  private final ConnectedPublisher.Parts parts;
  private final SharedStatus shared;
  private final BirthReply birth;
  private boolean online;
  private boolean offline;

  InboundState(ConnectedPublisher.Parts parts, SharedStatus shared, BirthReply birth) {
    this.parts = parts;
    this.shared = shared;
    this.birth = birth;
  }

  /** Returns whether the broker has sent back that this hub is online. */
  boolean isOnline() {
    return online;
  }

  /** Returns whether this hub was said to be offline since the last call. */
  boolean takeOffline() {
    boolean taken = offline;
    offline = false;
    return taken;
  }

  @Override
  public void onStatus(String hub, boolean now, boolean retained) {
    if (!hub.equals(parts.names().hub())) {
      parts.topics().claims().onStatus(hub, now);
    } else if (!retained) {
      online |= now;
      offline |= !now; // the last will of an earlier connection comes late
    }
  }

  @Override
  public void onClaim(String hub, String slug, byte[] payload, boolean retained) {
    parts.topics().claims().onClaim(hub, slug, payload, retained);
  }

  @Override
  public void onOffline() {
    shared.onOffline();
  }

  @Override
  public void onBirth() {
    birth.onBirth();
  }

  @Override
  public void onScan() {
    parts.scan().start();
  }

  @Override
  public void onEvent(String message) {
    parts.events().onPublished(message);
  }

  @Override
  public void onFound(String topic, FoundMessage message) {
    parts.topics().onFound(topic, message);
    message.state().ifPresent(state -> parts.events().onFound(message.slug(), state));
  }
}
