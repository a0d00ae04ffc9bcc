// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt;

import static io.kitty.fuzz.Invariants.check;

import io.kitty.fuzz.Lines;
import io.kitty.identifier.DeviceId;
import io.kitty.mqtt.event.EventQueue;
import io.kitty.mqtt.event.Speaker;
import io.kitty.mqtt.event.Speakers;
import io.kitty.mqtt.message.FoundMessage;
import io.kitty.mqtt.message.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Messages of the broker: a line with the topic, then the payload. */
public final class MqttFuzz {

  private static final Topics TOPICS = new Topics("homeassistant", "kitty", "hub1");
  private static final Pattern NAME = Pattern.compile("[\\w-]+");
  private static final String MESSAGE = "{\"components\": {\"a\": {\"platform\": \"sensor\"}}}";

  private MqttFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Lines.Head head = Lines.head(input);
    for (boolean retained : new boolean[] {true, false}) {
      InboundMessages messages = new InboundMessages(TOPICS, new CheckingHandler(retained));
      messages.onMessage(head.line(), head.rest(), retained);
      messages.handle();
    }
  }

  /** Checks what the messages mean. */
  private record CheckingHandler(boolean retained) implements InboundMessages.Handler {

    @Override
    public void onStatus(String hub, boolean online, boolean isRetained) {
      name("hub", hub);
      check(retained == isRetained, "retained or not");
    }

    @Override
    public void onClaim(String hub, String slug, byte[] payload, boolean isRetained) {
      name("hub", hub);
      name("slug", slug);
      check(retained == isRetained, "retained or not");
    }

    @Override
    public void onOffline() {}

    @Override
    public void onBirth() {
      check(!retained, "an old birth counts");
    }

    @Override
    public void onScan() {
      check(!retained, "an old command counts");
    }

    @Override
    public void onEvent(String message) {
      check(!retained, "an old event counts");
      new EventQueue(System::nanoTime, new NoSpeakers()).onPublished(message);
    }

    @Override
    public void onFound(String topic, FoundMessage message) {
      check(retained, "a message that is not retained counts");
      name("slug", message.slug());
      check(message.hub().isEmpty() || NAME.matcher(message.hub()).matches(), "the hub's name");
      check(message.platforms().size() <= 64, "too many entities");
      message
          .withRemovedEntities(MESSAGE)
          .ifPresent(
              text ->
                  check(text.getBytes(StandardCharsets.UTF_8).length < 1 << 20, "a large message"));
    }

    private static void name(String what, String text) {
      check(NAME.matcher(text).matches(), "the " + what + " is " + text);
    }
  }

  private static final class NoSpeakers implements Speakers {

    @Override
    public Optional<String> slug(DeviceId id) {
      return Optional.empty();
    }

    @Override
    public Speaker speaker(DeviceId id) {
      return Speaker.OTHER;
    }

    @Override
    public boolean isSeenElsewhere(DeviceId id) {
      return true;
    }

    @Override
    public boolean isKnownElsewhere(String slug) {
      return true;
    }

    @Override
    public Set<String> takeRemoved() {
      return Set.of();
    }

    @Override
    public boolean leads() {
      return false;
    }
  }
}
