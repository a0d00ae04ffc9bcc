// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.transport;

import static io.kitty.fuzz.Invariants.check;
import static io.kitty.fuzz.Invariants.same;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kitty.fuzz.Lines;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/** When a service wants to be asked again: a line with its header Retry-After, then its body. */
public final class RetryAfterFuzz {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2025-01-01T00:00:00Z"), ZoneOffset.UTC);

  private RetryAfterFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    Lines.Head head = Lines.head(input);
    JsonNode body;
    try {
      body = JSON.readTree(Lines.text(head.rest()));
    } catch (JsonProcessingException e) {
      return;
    }
    Duration pause = RetryAfter.of(head.line(), body, CLOCK);
    same(pause, RetryAfter.of(head.line(), body, CLOCK));
    check(!pause.isNegative() && pause.compareTo(RetryAfter.MAX) <= 0, "a pause of " + pause);
  }
}
