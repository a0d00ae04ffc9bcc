// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.engine;

import static io.kitty.fuzz.Invariants.same;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** The file of what rules have told and hold back: what is read is written and read the same. */
public final class RuleStatesFuzz {

  private static final JsonMapper JSON = new JsonMapper();

  private RuleStatesFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    JsonNode json;
    try {
      json = JSON.readTree(input);
    } catch (IOException e) {
      return; // as good as an empty file
    }
    JsonNode written = new RuleStates(json, 0).write();
    same(written, new RuleStates(written, 0).write());
    StateJson.readInstant(json.path("at"));
    StateJson.readOutage(json.path("outage"))
        .ifPresent(
            outage -> {
              JsonNode again = StateJson.write(outage);
              same(again, StateJson.readOutage(again).map(StateJson::write).orElse(null));
            });
  }
}
