// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.program;

import io.kitty.web.program.SocketTable.Connection;
import io.kitty.web.program.SocketTable.Entry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.Set;

/** Looks up the user of this machine at the other end of a connection, on systems that list it. */
public final class PeerSocketOwner {

  private final SocketTable sockets;
  private final Path self;

  /** Looks up the users of this machine. */
  public PeerSocketOwner() {
    this(Path.of("/proc/net"), Path.of("/proc/self"));
  }

  PeerSocketOwner(Path net, Path self) {
    this.sockets = new SocketTable(net);
    this.self = self;
  }

  /** Returns the user id of this process. */
  public OptionalInt own() {
    try {
      return OptionalInt.of((Integer) Files.getAttribute(self, "unix:uid"));
    } catch (IOException | RuntimeException e) {
      return OptionalInt.empty();
    }
  }

  /**
   * Returns the user id of the client's socket if it is on this machine.
   *
   * @param client the client's address
   * @param server the server's address
   */
  public OptionalInt of(InetSocketAddress client, InetSocketAddress server) {
    Connection connection = new Connection(client, server);
    Entry entry = sockets.find(Set.of(connection)).get(connection);
    return entry == null ? OptionalInt.empty() : OptionalInt.of(entry.uid());
  }
}
