// SPDX-License-Identifier: Apache-2.0
package io.kitty.net.http;

import static io.kitty.fuzz.Invariants.check;
import static io.kitty.fuzz.Invariants.same;

import io.kitty.fuzz.Lines;
import io.kitty.http.DeviceHttpException;
import io.kitty.http.DeviceResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** HTTP responses of devices, which come in one piece or in two: the first byte says where. */
public final class HttpResponseFuzz {

  private static final int MAX_BODY = 1024;

  private HttpResponseFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    byte[] response = Arrays.copyOfRange(input, 1, input.length);
    int first = Math.min(Byte.toUnsignedInt(input[0]), response.length);
    Optional<List<Object>> whole = read(response);
    Optional<List<Object>> pieces =
        read(Arrays.copyOf(response, first), Arrays.copyOfRange(response, first, response.length));
    same(whole, read(response));
    if (whole.isPresent() && pieces.isPresent()) {
      same(whole, pieces);
    }
  }

  /** Returns the status, body and a header; empty if the response is refused. */
  private static Optional<List<Object>> read(byte[]... pieces) {
    ResponseReader reader = new ResponseReader(MAX_BODY);
    try {
      for (byte[] piece : pieces) {
        if (!reader.ended()) {
          reader.read(piece, piece.length);
        }
      }
      if (!reader.ended()) {
        reader.read(new byte[0], -1);
      }
    } catch (DeviceHttpException e) {
      return Optional.empty();
    }
    DeviceResponse response = reader.response(Duration.ZERO);
    check(response.body().length <= MAX_BODY, "the body has " + response.body().length);
    check(response.status() >= 200 && response.status() <= 599, "status " + response.status());
    return Optional.of(
        List.of(
            response.status(),
            Lines.text(response.body()),
            response.complete(),
            response.header("Content-Type")));
  }
}
