// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast;

import io.kitty.announce.AnnouncementListener;
import io.kitty.announce.ReceivedAnnouncement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The listeners that other bundles have registered. Each has a thread while something waits for it:
 * they are strangers, and may keep it for as long as they like.
 */
final class ListenerDispatcher implements AutoCloseable {

  private static final long IDLE_SECONDS = 5;

  private final Map<AnnouncementListener, ListenerQueue> boxes = new ConcurrentHashMap<>();
  private final AtomicInteger threads = new AtomicInteger();
  private final ThreadPoolExecutor workers =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          this::thread);

  private Thread thread(Runnable task) {
    Thread thread = new Thread(task, "kitty-announcements-" + threads.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  void add(AnnouncementListener listener, Object type) {
    boxes.put(listener, new ListenerQueue(listener, type.toString(), workers));
  }

  void remove(AnnouncementListener listener) {
    ListenerQueue box = boxes.remove(listener);
    if (box != null) {
      box.close();
    }
  }

  /**
   * Tells all who want to hear of it.
   *
   * @param announcement made only if somebody does
   * @return how many older ones were lost for it
   */
  int publish(String type, Supplier<ReceivedAnnouncement> announcement) {
    if (boxes.isEmpty()) {
      return 0;
    }
    int lost = 0;
    ReceivedAnnouncement made = null;
    for (ListenerQueue box : boxes.values()) {
      if (box.wants(type)) {
        made = made == null ? announcement.get() : made;
        lost += box.put(made) ? 0 : 1;
      }
    }
    return lost;
  }

  /** Tells nobody any more; who is at it finishes with what it has. */
  @Override
  public void close() {
    boxes.values().forEach(ListenerQueue::close);
    boxes.clear();
    workers.shutdown();
  }
}
