// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver;

import static io.kitty.fuzz.Invariants.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.kitty.bindserver.limit.RejectedException;
import io.kitty.commons.DetectFrame;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Requests to the bind server, without their frames. */
public final class BindServerFuzz {

  private static final DetectHandler HANDLER =
      new DetectHandler(
          new VirtualPrinter("01P00A391800001", "C12", "Fuzz", "01.00.00.00", "free", "lan"));

  private static final JsonMapper JSON = new JsonMapper();

  /** The largest reply to a request that fits into a frame: what it echoes may be escaped. */
  private static final int MAX_GROWTH = 6;

  private BindServerFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    byte[] request = Arrays.copyOf(input, Math.min(input.length, DetectFrame.MAX_SIZE - 6));
    byte[] reply = reply(request);
    check(Arrays.equals(reply, reply(request)), "the same request gets two replies");
    if (reply != null) {
      check(reply.length <= MAX_GROWTH * request.length + 512, "a reply is too large");
      JsonNode login = JSON.readTree(reply).path("login");
      check(login.path("id").asText().equals("01P00A391800001"), "another serial: " + login);
      check(login.path("sequence_id").isValueNode() || !login.has("sequence_id"), "a container");
    }
  }

  private static byte @Nullable [] reply(byte[] request) {
    try {
      return HANDLER.reply(request);
    } catch (RejectedException e) {
      return null;
    }
  }
}
