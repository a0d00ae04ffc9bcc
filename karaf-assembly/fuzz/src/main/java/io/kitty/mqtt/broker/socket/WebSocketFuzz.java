// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.broker.socket;

import static io.kitty.fuzz.Invariants.check;
import static io.kitty.fuzz.Invariants.same;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Frames of a broker's WebSocket, read in pieces of several sizes. */
public final class WebSocketFuzz {

  private WebSocketFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    byte[] whole = read(input, 4096);
    check(whole.length <= input.length, "more is read than was sent");
    same(Arrays.hashCode(whole), Arrays.hashCode(read(input, 3)));
  }

  private static byte[] read(byte[] input, int size) {
    ByteArrayOutputStream pongs = new ByteArrayOutputStream();
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    byte[] buffer = new byte[size];
    try (InputStream in =
        new WebSocketInput(new ByteArrayInputStream(input), new WebSocketOutput(pongs))) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        data.write(buffer, 0, n);
      }
    } catch (IOException e) {
      return data.toByteArray();
    } finally {
      check(pongs.size() <= 8 * input.length, "more pongs than pings");
    }
    return data.toByteArray();
  }
}
