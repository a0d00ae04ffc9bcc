// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.access;

import io.kitty.web.access.SocketTable.Connection;
import io.kitty.web.access.SocketTable.Entry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.Set;

/** Finds out which user of this machine is at the other end of a connection, where that is told. */
public final class PeerSocketOwner {

  private final SocketTable sockets;
  private final Path self;

  /** Asks this machine. */
  public PeerSocketOwner() {
    this(Path.of("/proc/net"), Path.of("/proc/self"));
  }

  PeerSocketOwner(Path net, Path self) {
    this.sockets = new SocketTable(net);
    this.self = self;
  }

  /** The user who runs this process. */
  public OptionalInt own() {
    try {
      return OptionalInt.of((Integer) Files.getAttribute(self, "unix:uid"));
    } catch (IOException | RuntimeException e) {
      return OptionalInt.empty();
    }
  }

  /**
   * The user who has the client's end, where that is on this machine.
   *
   * @param client the client's end
   * @param server our end
   */
  public OptionalInt of(InetSocketAddress client, InetSocketAddress server) {
    Connection connection = new Connection(client, server);
    Entry entry = sockets.find(Set.of(connection)).get(connection);
    return entry == null ? OptionalInt.empty() : OptionalInt.of(entry.uid());
  }
}
