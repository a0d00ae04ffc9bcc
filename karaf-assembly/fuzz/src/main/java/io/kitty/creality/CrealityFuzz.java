// SPDX-License-Identifier: Apache-2.0
package io.kitty.creality;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.fuzz.Lines;
import io.kitty.fuzz.StateAnswers;

/** Messages of Creality printers, one a line, which together tell the status. */
public final class CrealityFuzz {

  private static final JsonMapper JSON = new JsonMapper();

  private CrealityFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    try {
      for (byte[] line : Lines.of(input)) {
        JsonNode message = JSON.readTree(Lines.text(line));
        if (message instanceof ObjectNode some) {
          values.setAll(some);
        }
      }
    } catch (JsonProcessingException e) {
      return;
    }
    if (CrealityStatus.isComplete(values)) {
      StateAnswers.twice(() -> CrealityStatus.read(values));
    }
  }
}
