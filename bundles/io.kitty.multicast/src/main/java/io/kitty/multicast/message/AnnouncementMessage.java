// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An announcement: a JSON object with {@code type}, {@code name}, {@code addr} and any other fields
 * (py-vault-multicast, README.md). Real senders write {@code addr} as {@code "host:port"} or as
 * {@code [host, port]} (py-example-pong, py-vault-messenger); the module's own demo has a list
 * {@code ip} and a {@code port} in its place.
 *
 * @param type its {@code type}, {@code ""} if absent
 * @param name its {@code name}, {@code ""} if absent
 * @param places the claimed places of the service, unparsed, first choice first
 * @param attributes all fields that do not change with each packet, by name
 * @param readings the fields that change with each packet
 */
public record AnnouncementMessage(
    String type,
    String name,
    List<Place> places,
    Map<String, Object> attributes,
    Map<String, Object> readings) {

  /**
   * A place as written: in one string, or host and port separately.
   *
   * @param port null if it is part of {@code host}, or absent
   */
  record Place(String host, @Nullable String port) {

    HostPort read() {
      return port == null ? HostPort.parse(host) : HostPort.of(host, port);
    }

    String text() {
      return port == null ? host : port.isEmpty() ? host : read().toString();
    }
  }

  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION).build(); // it is UTF-8

  private static final int MAX_FIELDS = 64;
  private static final int MAX_CLAIMS = 8;
  private static final int MAX_ELEMENTS = 16;

  /** Fields that should never have been sent; they are not shown. */
  private static final Set<String> SECRETS =
      Set.of("password", "passwd", "secret", "token", "private_key");

  /** Parses a datagram; empty if it holds no JSON object. It never throws. */
  public static Optional<AnnouncementMessage> read(byte[] payload) {
    if (!startsLikeObject(payload)) {
      return Optional.empty(); // most noise, above all RTP, ends here
    }
    try (JsonParser parser = JSON.createParser(payload)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      Map<String, Object> fields = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String field = parser.currentName();
        parser.nextToken();
        Object value = value(parser, payload);
        if (fields.size() < MAX_FIELDS) {
          fields.put(field, value);
        }
      }
      return parser.nextToken() == null ? Optional.of(of(fields)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static boolean startsLikeObject(byte[] payload) {
    for (byte each : payload) {
      if (each > ' ') {
        return each == '{';
      }
      if (each < 0) {
        return false;
      }
    }
    return false;
  }

  /** Returns a string, number or boolean; a list of those; anything deeper as its JSON text. */
  private static Object value(JsonParser parser, byte[] payload) throws IOException {
    switch (parser.currentToken()) {
      case VALUE_STRING:
        return parser.getText();
      case VALUE_NUMBER_INT:
        return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
            ? parser.getText()
            : (Object) parser.getLongValue();
      case VALUE_NUMBER_FLOAT:
        return parser.getDoubleValue();
      case VALUE_TRUE:
      case VALUE_FALSE:
        return parser.getBooleanValue();
      case START_ARRAY:
      case START_OBJECT:
        return nested(parser, payload);
      default:
        return "";
    }
  }

  private static Object nested(JsonParser parser, byte[] payload) throws IOException {
    int from = (int) parser.currentTokenLocation().getByteOffset();
    List<String> elements = new ArrayList<>();
    boolean flat = parser.currentToken() == JsonToken.START_ARRAY;
    int depth = 1;
    while (depth > 0) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw new IOException("it ends within");
      }
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      flat &= !token.isStructStart();
      if (flat && token.isScalarValue() && elements.size() < MAX_ELEMENTS) {
        elements.add(parser.getText());
      }
    }
    int to = (int) parser.currentLocation().getByteOffset();
    return flat ? elements : new String(payload, from, to - from, StandardCharsets.UTF_8);
  }

  private static AnnouncementMessage of(Map<String, Object> fields) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    Map<String, Object> readings = new LinkedHashMap<>();
    fields.forEach(
        (field, value) -> {
          String lowerCase = field.toLowerCase(Locale.ROOT);
          if (PayloadFingerprint.VOLATILE_FIELDS.contains(lowerCase)) {
            readings.put(field, value);
          } else if (!SECRETS.contains(lowerCase) && !value.equals("")) {
            attributes.put(field, value);
          }
        });
    List<Place> places = fields.containsKey("addr") ? addr(fields) : ipAndPort(fields);
    return new AnnouncementMessage(
        text(fields, "type"), text(fields, "name"), places, attributes, readings);
  }

  private static List<Place> addr(Map<String, Object> fields) {
    Object value = fields.getOrDefault("addr", "");
    if (!(value instanceof List<?> parts)) {
      return value.equals("") ? List.of() : List.of(new Place(value.toString(), null));
    }
    return switch (parts.size()) {
      case 0 -> List.of();
      case 1 -> List.of(new Place(parts.get(0).toString(), null));
      default -> List.of(new Place(parts.get(0).toString(), parts.get(1).toString()));
    };
  }

  private static List<Place> ipAndPort(Map<String, Object> fields) {
    Object ip = fields.getOrDefault("ip", List.of());
    String port = fields.getOrDefault("port", "").toString();
    List<?> hosts = ip instanceof List<?> several ? several : List.of(ip);
    return hosts.stream().limit(MAX_CLAIMS).map(host -> new Place(host.toString(), port)).toList();
  }

  private static String text(Map<String, Object> fields, String name) {
    Object value = fields.getOrDefault(name, "");
    return value instanceof List ? "" : value.toString();
  }

  /** Returns whether it describes a service: it has a type, a name or an address. */
  public boolean describesService() {
    return !type.isEmpty() || !name.isEmpty() || !places.isEmpty();
  }

  /** Returns its {@code addr} as text, or the equivalent; {@code ""} if absent. */
  public String addr() {
    return places.isEmpty() ? "" : places.get(0).text();
  }

  /** Returns the claimed places of the service, first choice first. */
  public List<HostPort> claims() {
    return places.stream().map(Place::read).toList();
  }
}
