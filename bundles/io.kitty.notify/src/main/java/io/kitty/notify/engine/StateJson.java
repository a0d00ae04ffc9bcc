// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.identifier.DeviceId;
import io.kitty.notify.delivery.MessageJson;
import io.kitty.notify.event.Outage;
import io.kitty.notify.message.Digest;
import io.kitty.notify.message.Subject;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What rules have told and hold back, as JSON. */
final class StateJson {

  private static final Logger LOG = LoggerFactory.getLogger(StateJson.class);

  private StateJson() {}

  static ObjectNode write(RuleState state) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ObjectNode told = json.putObject("told");
    state.told.forEach((id, since) -> told.put(id, since.toString()));
    ArrayNode pending = json.putArray("pending");
    state.pending.values().forEach(each -> pending.add(MessageJson.write(each.subject())));
    json.set("collected", write(state.collected));
    json.set("held", write(state.held));
    ArrayNode losing = json.putArray("losing");
    state.losing.forEach(id -> losing.add(id.value()));
    ArrayNode lost = json.putArray("lost");
    state.lost.forEach(id -> lost.add(id.value()));
    if (state.outageTold != null) {
      json.put("outage_told", state.outageTold);
    }
    json.put("hub_degraded", state.hubDegraded);
    json.put("hub_told", state.hubTold);
    return json;
  }

  /**
   * Reads what {@link #write(RuleState)} has written.
   *
   * @param now the milliseconds since the start of the hub, from which everything lasts anew
   * @throws IOException if it is something else
   */
  static RuleState readState(JsonNode json, long now) throws IOException {
    RuleState state = new RuleState();
    json.path("told")
        .fields()
        .forEachRemaining(
            each -> state.told.put(each.getKey(), Instant.parse(each.getValue().asText())));
    for (JsonNode each : json.path("pending")) {
      Subject subject = MessageJson.readSubject(each);
      state.pending.put(
          RuleState.key(subject.trigger(), subject.device()), new RuleState.Pending(subject, now));
    }
    read(json.path("collected"), state.collected);
    read(json.path("held"), state.held);
    json.path("losing").forEach(id -> state.losing.add(new DeviceId(id.asText())));
    json.path("lost").forEach(id -> state.lost.add(new DeviceId(id.asText())));
    state.outageTold =
        json.has("outage_told") ? (Boolean) json.path("outage_told").asBoolean() : null;
    state.hubDegraded = json.path("hub_degraded").asBoolean();
    state.hubTold = json.path("hub_told").asBoolean();
    state.windowStart = now;
    return state;
  }

  private static ObjectNode write(Digest digest) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode items = json.putArray("items");
    for (Digest.Item item : digest.items()) {
      items
          .addObject()
          .put("since", item.since().toString())
          .put("count", item.count())
          .put("told", item.told())
          .set("last", MessageJson.write(item.last()));
    }
    return json.put("more", digest.more());
  }

  private static void read(JsonNode json, Digest digest) throws IOException {
    for (JsonNode item : json.path("items")) {
      digest.put(
          new Digest.Item(
              MessageJson.readSubject(item.path("last")),
              Instant.parse(item.path("since").asText()),
              item.path("count").asInt(),
              item.path("told").asBoolean()));
    }
    digest.addMore(json.path("more").asInt());
  }

  static ObjectNode write(Outage outage) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("since", outage.since().toString());
    json.put("total", outage.total());
    json.put("link", outage.link());
    ArrayNode lost = json.putArray("lost");
    outage
        .lost()
        .forEach(
            (id, device) ->
                lost.addObject()
                    .put("id", id.value())
                    .put("name", device.name())
                    .put("link", device.link())
                    .put("back", !outage.isAway(id)));
    return json;
  }

  /** Returns a time; null if there is none. */
  static @Nullable Instant readInstant(JsonNode json) {
    try {
      return json.isTextual() ? Instant.parse(json.asText()) : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Returns what {@link #write(Outage)} has written; empty if it is something else. */
  static Optional<Outage> readOutage(JsonNode json) {
    try {
      return json.isObject() ? Optional.of(outage(json)) : Optional.empty();
    } catch (RuntimeException e) {
      LOG.debug("It is no outage", e);
      return Optional.empty();
    }
  }

  private static Outage outage(JsonNode json) {
    Outage outage =
        new Outage(Instant.parse(json.path("since").asText()), json.path("total").asInt());
    outage.link(json.path("link").asText());
    for (JsonNode each : json.path("lost")) {
      DeviceId id = new DeviceId(each.path("id").asText());
      outage.lose(id, new Outage.Lost(each.path("name").asText(), each.path("link").asText()));
      if (each.path("back").asBoolean()) {
        outage.bringBack(id);
      }
    }
    return outage;
  }
}
