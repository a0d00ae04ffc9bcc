// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.program;

import io.kitty.web.program.SocketTable.Connection;
import io.kitty.web.program.SocketTable.Entry;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks up the programs of this machine at the other ends of connections. That is expensive with
 * many connections and processes, so lookups that arrive during one are handled together in the
 * next, and all of them use at most a fifth of one processor. Any thread.
 */
public final class LocalPrograms {

  private static final Logger LOG = LoggerFactory.getLogger(LocalPrograms.class);

  /** The pause between lookups, as a multiple of the last one's duration. */
  private static final int PAUSE_FACTOR = 4;

  private static final long MIN_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private record Lookup(Connection connection, Consumer<String> callback) {}

  private final SocketTable sockets;
  private final Processes processes;
  private final Executor executor;
  private final ScheduledExecutorService timer;
  private List<Lookup> pending = new ArrayList<>();
  private boolean busy;
  private long notBeforeNanos = System.nanoTime();

  /**
   * Looks up the programs of this machine.
   *
   * @param executor runs the lookups
   * @param timer schedules them
   */
  public LocalPrograms(Executor executor, ScheduledExecutorService timer) {
    this(Path.of("/proc"), executor, timer);
  }

  LocalPrograms(Path proc, Executor executor, ScheduledExecutorService timer) {
    this.sockets = new SocketTable(proc.resolve("net"));
    this.processes = new Processes(proc);
    this.executor = executor;
    this.timer = timer;
  }

  /**
   * Looks up the program at the client's end of a connection.
   *
   * @param client the client's address
   * @param server the server's address
   * @param found called on another thread with {@code process PID}, else {@code user UID}, else
   *     {@code ""} if neither is known
   */
  public void find(InetSocketAddress client, InetSocketAddress server, Consumer<String> found) {
    synchronized (this) {
      pending.add(new Lookup(new Connection(client, server), found));
      if (busy) {
        return;
      }
      busy = true;
    }
    schedule();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the task handles its failures
  private void schedule() {
    try {
      long pause = Math.max(0, notBeforeNanos - System.nanoTime());
      timer.schedule(() -> executor.execute(this::run), pause, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("The server is stopping", e);
      drain().forEach(lookup -> lookup.callback().accept(""));
    }
  }

  private void run() {
    long start = System.nanoTime();
    List<Lookup> lookups = drain();
    Map<Connection, String> owners = owners(lookups);
    long now = System.nanoTime();
    notBeforeNanos = now + Math.max(MIN_PAUSE_NANOS, (now - start) * PAUSE_FACTOR);
    lookups.forEach(each -> each.callback().accept(owners.getOrDefault(each.connection(), "")));
    synchronized (this) {
      busy = !pending.isEmpty();
      if (!busy) {
        return;
      }
    }
    schedule();
  }

  private synchronized List<Lookup> drain() {
    List<Lookup> taken = pending;
    pending = new ArrayList<>();
    return taken;
  }

  private Map<Connection, String> owners(List<Lookup> lookups) {
    Map<Connection, Entry> entries =
        sockets.find(lookups.stream().map(Lookup::connection).collect(Collectors.toSet()));
    Map<Long, String> pids =
        processes.owners(entries.values().stream().map(Entry::inode).collect(Collectors.toSet()));
    return entries.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                each -> {
                  String pid = pids.get(each.getValue().inode());
                  return pid == null ? "user " + each.getValue().uid() : "process " + pid;
                }));
  }
}
