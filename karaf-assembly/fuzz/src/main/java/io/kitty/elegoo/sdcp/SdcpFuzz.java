// SPDX-License-Identifier: Apache-2.0
package io.kitty.elegoo.sdcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kitty.fuzz.Lines;
import io.kitty.fuzz.StateAnswers;

/** The status that printers with SDCP V3 send. */
public final class SdcpFuzz {

  private static final JsonMapper JSON = new JsonMapper();

  private SdcpFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws Exception {
    JsonNode status;
    try {
      status = JSON.readTree(Lines.text(input)).path("Status");
    } catch (JsonProcessingException e) {
      return;
    }
    StateAnswers.twice(() -> SdcpStatus.read(status));
  }
}
