// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.access;

import io.kitty.web.access.SocketTable.Connection;
import io.kitty.web.access.SocketTable.Entry;
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
 * Finds out which programs of this machine are at the other ends of connections. That is dear where
 * there are many connections and processes, so all that is asked meanwhile is answered at once, and
 * it takes no more than a fifth of the time of one processor however much is asked. Any thread.
 */
public final class LocalPrograms {

  private static final Logger LOG = LoggerFactory.getLogger(LocalPrograms.class);

  /** A pause is so many times as long as what was done before. */
  private static final int PAUSE_FACTOR = 4;

  private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private record Question(Connection connection, Consumer<String> answer) {}

  private final SocketTable sockets;
  private final Processes processes;
  private final Executor executor;
  private final ScheduledExecutorService timer;
  private List<Question> waiting = new ArrayList<>();
  private boolean busy;
  private long nextNanos = System.nanoTime();

  /**
   * Asks this machine.
   *
   * @param executor does the work
   * @param timer wakes it
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
   * Finds out who is at the client's end of a connection.
   *
   * @param client the client's end
   * @param server our end
   * @param found told {@code process PID}, else {@code user UID}, else {@code ""} where neither is
   *     shown; by another thread
   */
  public void find(InetSocketAddress client, InetSocketAddress server, Consumer<String> found) {
    synchronized (this) {
      waiting.add(new Question(new Connection(client, server), found));
      if (busy) {
        return;
      }
      busy = true;
    }
    workLater();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // it goes on by itself
  private void workLater() {
    try {
      long pause = Math.max(0, nextNanos - System.nanoTime());
      timer.schedule(() -> executor.execute(this::work), pause, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("The server is stopping", e);
      take().forEach(question -> question.answer().accept(""));
    }
  }

  private void work() {
    long start = System.nanoTime();
    List<Question> questions = take();
    Map<Connection, String> known = owners(questions);
    long now = System.nanoTime();
    nextNanos = now + Math.max(SHORTEST_PAUSE_NANOS, (now - start) * PAUSE_FACTOR);
    questions.forEach(each -> each.answer().accept(known.getOrDefault(each.connection(), "")));
    synchronized (this) {
      busy = !waiting.isEmpty();
      if (!busy) {
        return;
      }
    }
    workLater();
  }

  private synchronized List<Question> take() {
    List<Question> taken = waiting;
    waiting = new ArrayList<>();
    return taken;
  }

  private Map<Connection, String> owners(List<Question> questions) {
    Map<Connection, Entry> entries =
        sockets.find(questions.stream().map(Question::connection).collect(Collectors.toSet()));
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
