// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HexFormat;

/** A Ubiquiti device on the loopback interface, which replies to the broadcast query. */
public final class UbiquitiDevice implements AutoCloseable {
  private static final int PORT = 10001;
  private static final byte[] QUESTION = {1, 0, 0, 0};

  /** MAC 24:5a:4c:0a:0b:0c, name Attic, model U7-Pro. */
  private static final byte[] REPLY =
      HexFormat.of().parseHex("0100001a010006245a4c0a0b0c0b000541747469630c000655372d50726f");

  private final LoopbackBroadcasts broadcasts;

  public UbiquitiDevice(String address) throws IOException {
    broadcasts = new LoopbackBroadcasts(PORT, packet -> answer(address, packet));
  }

  /** The device's id in the hub. */
  public String id() {
    return "mac:24:5a:4c:0a:0b:0c";
  }

  private static void answer(String address, LoopbackBroadcasts.Packet packet) {
    if (Arrays.equals(packet.payload(), QUESTION)) {
      try {
        LoopbackBroadcasts.send(address, REPLY, packet.from());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    broadcasts.close();
  }
}
