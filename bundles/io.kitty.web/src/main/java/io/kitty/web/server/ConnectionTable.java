// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.server;

import java.util.LinkedHashSet;
import java.util.Set;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the number of connections. When another one is accepted, the one that has waited longest
 * for a complete request is closed, so that connections which send nothing, or a byte now and then,
 * do not prevent new ones. Any thread.
 */
final class ConnectionTable implements Connection.Listener {

  private final int max;
  private final Set<Connection> waiting = new LinkedHashSet<>();
  private int open;

  ConnectionTable(int max) {
    this.max = max;
  }

  @Override
  public void onOpened(Connection connection) {
    Connection surplus = add(connection);
    if (surplus != null) {
      surplus.getEndPoint().close();
    }
  }

  private synchronized @Nullable Connection add(Connection connection) {
    open++;
    waiting.add(connection);
    if (open <= max) {
      return null;
    }
    Connection first = waiting.iterator().next();
    waiting.remove(first);
    return first;
  }

  @Override
  public synchronized void onClosed(Connection connection) {
    open--;
    waiting.remove(connection);
  }

  /** Notes that the request of a connection is whole: it waits again after the response. */
  void respond(Request request) {
    Connection connection = request.getConnectionMetaData().getConnection();
    if (take(connection)) {
      Request.addCompletionListener(request, failure -> give(connection));
    }
  }

  private synchronized boolean take(Connection connection) {
    return waiting.remove(connection);
  }

  private synchronized void give(Connection connection) {
    if (connection.getEndPoint().isOpen()) {
      waiting.add(connection);
    }
  }
}
