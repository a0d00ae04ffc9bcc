// SPDX-License-Identifier: Apache-2.0
package io.kitty.snapmaker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kitty.snapmaker.Reply.Format;
import io.kitty.text.SafeText;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Parses replies, whose grammar is that of the machines' own programs (DiscoverServer.java in
 * Snapmaker-Artisan-Screen-App): {@code name@address}, then {@code key:value} parts, all joined by
 * {@code |}. The name is arbitrary, so the last {@code @} counts; keys are in any case, and of
 * duplicate keys the first counts. A NUL ends the text, as some send their whole buffer. It never
 * throws.
 */
final class ReplyParser {

  /** Ten times what any machine sends. */
  private static final int MAX_SIZE = 1024;

  private static final int MAX_FIELDS = 32;
  private static final int MAX_KEY = 64;
  private static final int MAX_VALUE = 256;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private ReplyParser() {}

  /** Returns the reply; empty if the datagram is none. */
  static Optional<Reply> parse(byte[] datagram) {
    if (datagram.length > MAX_SIZE) {
      return Optional.empty();
    }
    String text = new String(datagram, StandardCharsets.UTF_8);
    int end = text.indexOf('\0');
    String whole = (end < 0 ? text : text.substring(0, end)).strip();
    return whole.startsWith("{") ? json(whole) : pipes(whole);
  }

  private static Optional<Reply> pipes(String text) {
    String[] parts = text.split("\\|");
    if (parts.length < 2) {
      return Optional.empty();
    }
    int at = parts[0].lastIndexOf('@');
    String name = clean(at < 0 ? parts[0] : parts[0].substring(0, at));
    String claim = at < 0 ? "" : clean(parts[0].substring(at + 1));
    Map<String, String> fields = new HashMap<>();
    for (int i = 1; i < parts.length; i++) {
      int colon = parts[i].indexOf(':');
      put(
          fields,
          colon < 0 ? parts[i] : parts[i].substring(0, colon),
          colon < 0 ? "" : parts[i].substring(colon + 1));
    }
    Reply reply = new Reply(name, claim, fields, Format.PIPES);
    boolean named = at >= 0 && !name.isEmpty() && (!reply.status().isEmpty() || reply.sacp());
    return named || !reply.model().isEmpty() ? Optional.of(reply) : Optional.empty();
  }

  /** Uses the model as the name of a machine that has none. */
  private static Optional<Reply> json(String text) {
    JsonNode object;
    try {
      object = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
    if (!object.isObject()) {
      return Optional.empty();
    }
    Map<String, String> fields = new HashMap<>();
    object
        .properties()
        .forEach(
            field -> {
              if (field.getValue().isValueNode() && !field.getValue().isNull()) {
                put(fields, field.getKey(), field.getValue().asText());
              }
            });
    String name = fields.getOrDefault("name", fields.getOrDefault("model", ""));
    String claim = fields.getOrDefault("ip", "");
    fields.remove("name");
    fields.remove("ip");
    return name.isEmpty()
        ? Optional.empty()
        : Optional.of(new Reply(name, claim, fields, Format.JSON));
  }

  private static void put(Map<String, String> fields, String key, String value) {
    String name = SafeText.clean(key, MAX_KEY).toLowerCase(Locale.ROOT);
    if (!name.isEmpty() && fields.size() < MAX_FIELDS) {
      fields.putIfAbsent(name, clean(value));
    }
  }

  private static String clean(String text) {
    return SafeText.clean(text, MAX_VALUE);
  }
}
