// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping;

import java.io.IOException;

/** Opens the best prober that this process may use. */
@FunctionalInterface
interface ProberFactory {

  /**
   * Opens an ICMP prober.
   *
   * @throws IOException if it is unavailable, with the reason and its remedy in one sentence
   */
  Prober icmp() throws IOException;

  /** Returns the ICMP prober of this system. */
  static Prober system() throws IOException {
    NativeConstants os =
        NativeConstants.here()
            .orElseThrow(() -> new IOException("ICMP is known on Linux and macOS only"));
    try {
      IcmpSocket socket = IcmpSocket.open(os);
      return new IcmpProber(socket, PacketIo.of(socket));
    } catch (IOException e) {
      throw new IOException(
          "no right to send ICMP ("
              + e.getMessage()
              + "): grant it with sysctl net.ipv4.ping_group_range=\"0 2147483647\" or with the"
              + " capability CAP_NET_RAW (systemd: AmbientCapabilities=CAP_NET_RAW)",
          e);
    } catch (LinkageError e) {
      throw new IOException(
          "ICMP needs native code, which could not be loaded ("
              + e.getMessage()
              + "): name a directory from which it may be with -Djna.tmpdir=DIR",
          e);
    }
  }
}
