// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;

/** Writes the JSON that is not of the hub's own codec. */
final class Json {

  private static final JsonFactory FACTORY = new JsonFactory();

  /** What writes a text. */
  @FunctionalInterface
  interface Body {
    void write(JsonGenerator json) throws IOException;
  }

  private Json() {}

  /** Epoch seconds, to the millisecond. */
  static BigDecimal seconds(Instant time) {
    return BigDecimal.valueOf(time.toEpochMilli(), 3);
  }

  static void time(JsonGenerator json, String name, Instant time) throws IOException {
    json.writeFieldName(name);
    json.writeNumber(seconds(time));
  }

  static String text(Body body) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      body.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
