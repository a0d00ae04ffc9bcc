// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.publisher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.announce.Announcement;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * A message with places for what only the packet knows: {@code {ip}} and {@code {hostname}} in its
 * texts, and its timestamp. The braces stand without a dollar sign, as the reader of cfg files
 * would fill in what has one.
 */
final class MessageTemplate {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private static final String TIMESTAMP = "timestamp";
  private static final Instant LONGEST_TIME = Instant.ofEpochSecond(9_999_999_999L);
  private static final String LONGEST_IPV4 = "255.255.255.255";
  private static final String LONGEST_IPV6 = "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff";

  private final ObjectNode message;

  private MessageTemplate(ObjectNode message) {
    this.message = message;
  }

  /**
   * Reads a message and makes sure that it fits into a packet whatever is filled in.
   *
   * @param ipv6 whether addresses are filled in that may be that long
   * @throws IllegalArgumentException if it is no JSON object, or too long; the message says what is
   *     allowed
   */
  static MessageTemplate of(String message, boolean ipv6) {
    JsonNode json;
    try {
      json = JSON.readTree(message);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("allowed is a JSON object: " + cause(e), e);
    }
    if (!(json instanceof ObjectNode object)) {
      throw new IllegalArgumentException("allowed is a JSON object, as {\"type\": \"x\"} is one");
    }
    MessageTemplate template = of(object);
    int size = template.fill(ipv6 ? LONGEST_IPV6 : LONGEST_IPV4, LONGEST_TIME).length;
    if (size > Announcement.MAX_BYTES) {
      throw new IllegalArgumentException(
          "allowed are up to "
              + Announcement.MAX_BYTES
              + " bytes, and this takes "
              + size
              + " with all filled in");
    }
    return template;
  }

  /** In one short sentence; the reader adds where something began, at length. */
  private static String cause(JsonProcessingException e) {
    long column = e.getLocation() == null ? 0 : e.getLocation().getColumnNr();
    return e.getOriginalMessage().replaceFirst("(?s) ?[(\n].*", "") + " at character " + column;
  }

  private static MessageTemplate of(ObjectNode message) {
    ObjectNode object = message.deepCopy();
    object.put(TIMESTAMP, 0);
    return new MessageTemplate((ObjectNode) replace(object, "{hostname}", LocalHostName.get()));
  }

  /** The packet that leaves by an interface with this address at this time. */
  byte[] fill(String ip, Instant now) {
    ObjectNode filled = (ObjectNode) replace(message, "{ip}", ip);
    filled.put(TIMESTAMP, BigDecimal.valueOf(now.toEpochMilli(), 3));
    try {
      return JSON.writeValueAsBytes(filled);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode replace(JsonNode in, String what, String by) {
    if (in instanceof ObjectNode object) {
      ObjectNode copy = JsonNodeFactory.instance.objectNode();
      object
          .properties()
          .forEach(each -> copy.set(each.getKey(), replace(each.getValue(), what, by)));
      return copy;
    }
    if (in instanceof ArrayNode array) {
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      array.forEach(each -> copy.add(replace(each, what, by)));
      return copy;
    }
    return in.isTextual() ? JsonNodeFactory.instance.textNode(in.asText().replace(what, by)) : in;
  }
}
