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
import io.kitty.commons.HostName;
import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.Subnet;
import java.math.BigDecimal;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * An announcement with a parsed message, whose placeholders are filled in for each packet: {@code
 * {ip}} and {@code {hostname}} in its strings, and its timestamp. The placeholders have no dollar
 * sign, as the parser of cfg files would substitute those itself.
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

  private final Announcement announcement;
  private final ObjectNode message;

  private MessageTemplate(Announcement announcement, ObjectNode message) {
    this.announcement = announcement;
    this.message = message;
  }

  /**
   * Parses the message of an announcement and checks that every packet made of it is small enough.
   *
   * @throws IllegalArgumentException if it is no JSON object, or too long; the message says what is
   *     allowed
   */
  static MessageTemplate of(Announcement announcement) {
    JsonNode json;
    try {
      json = JSON.readTree(announcement.message());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("allowed is a JSON object: " + cause(e), e);
    }
    if (!(json instanceof ObjectNode object)) {
      throw new IllegalArgumentException("allowed is a JSON object, as {\"type\": \"x\"} is one");
    }
    object.put(TIMESTAMP, 0);
    MessageTemplate template =
        new MessageTemplate(
            announcement, (ObjectNode) replace(object, "{hostname}", HostName.get()));
    int size = template.fill(template.ipv4() ? LONGEST_IPV4 : LONGEST_IPV6, LONGEST_TIME).length;
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

  /** Returns the cause in one short sentence; Jackson adds a long description of the location. */
  private static String cause(JsonProcessingException e) {
    long column = e.getLocation() == null ? 0 : e.getLocation().getColumnNr();
    return e.getOriginalMessage().replaceFirst("(?s) ?[(\n].*", "") + " at character " + column;
  }

  Announcement announcement() {
    return announcement;
  }

  private boolean ipv4() {
    return announcement.group() instanceof Inet4Address;
  }

  /** Returns whether both have the same group, port, TTL and period, whatever their messages. */
  boolean sameTarget(MessageTemplate other) {
    Announcement one = announcement;
    Announcement two = other.announcement;
    return one.group().equals(two.group())
        && one.port() == two.port()
        && one.ttl() == two.ttl()
        && one.period().equals(two.period());
  }

  /** Returns the packet for an interface; empty if it has no address of the group's family. */
  Optional<byte[]> packet(NetworkLink link, Instant now) {
    return address(link).map(address -> fill(address.getHostAddress(), now));
  }

  /** Returns the interface's address, preferably one that is not link-local. */
  private Optional<InetAddress> address(NetworkLink link) {
    return link.subnets().stream()
        .filter(subnet -> subnet.ipv4() == ipv4())
        .map(Subnet::address)
        .min(Comparator.comparing(InetAddress::isLinkLocalAddress))
        .map(MessageTemplate::withoutScope);
  }

  /** Drops the interface name, which is local to this host. */
  private static InetAddress withoutScope(InetAddress address) {
    try {
      return InetAddress.getByAddress(address.getAddress());
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the packet for an interface with this address at this time. */
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
