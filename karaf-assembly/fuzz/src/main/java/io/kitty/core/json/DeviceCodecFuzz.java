// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.json;

import static io.kitty.fuzz.Invariants.check;
import static io.kitty.fuzz.Invariants.same;

import io.kitty.device.Device;
import io.kitty.device.Evidence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Devices as they are kept in the store and shared through Redis, which are written as read. */
public final class DeviceCodecFuzz {

  private static final JsonCodec CODEC = new JsonCodec();

  private DeviceCodecFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    Device device;
    try {
      device = CODEC.decode(input);
    } catch (IOException e) {
      return;
    }
    byte[] written = CODEC.encode(device);
    Device again = CODEC.decode(written);
    same(text(written), text(CODEC.encode(again)));
    same(CODEC.json(device), CODEC.json(again));
    device.evidence().stream().map(Evidence::sighting).forEach(io.kitty.fuzz.Invariants::check);
    check(!device.id().value().isEmpty(), "a device has no id");
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }
}
