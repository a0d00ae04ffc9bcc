// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.receiver;

import io.kitty.announce.AnnouncementListener;
import io.kitty.announce.ReceivedAnnouncement;
import io.kitty.commons.ListenerQueue;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The registered listeners of other bundles. Each has a thread while announcements wait for it, as
 * their code is foreign and may block for any time.
 */
public final class ListenerDispatcher implements AutoCloseable {

  private static final long IDLE_SECONDS = 5;

  /** The maximum number of announcements waiting for one listener. */
  private static final int QUEUE_SIZE = 4096;

  /**
   * @param type a part of the types that the listener wants, {@code ""} for all
   */
  private record Subscription(String type, ListenerQueue<ReceivedAnnouncement> queue) {}

  private final Map<AnnouncementListener, Subscription> subscriptions = new ConcurrentHashMap<>();
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

  public void add(AnnouncementListener listener, Object type) {
    subscriptions.put(
        listener,
        new Subscription(
            type.toString(),
            new ListenerQueue<>(
                listener.getClass().getName(),
                listener::onAnnouncement,
                QUEUE_SIZE,
                announcement -> false,
                workers)));
  }

  public void remove(AnnouncementListener listener) {
    Subscription subscription = subscriptions.remove(listener);
    if (subscription != null) {
      subscription.queue().close();
    }
  }

  /**
   * Passes an announcement to all listeners of its type.
   *
   * @param announcement called only if there is such a listener
   * @return how many older announcements were dropped for it
   */
  int publish(String type, Supplier<ReceivedAnnouncement> announcement) {
    if (subscriptions.isEmpty()) {
      return 0;
    }
    int dropped = 0;
    ReceivedAnnouncement created = null;
    for (Subscription subscription : subscriptions.values()) {
      if (type.contains(subscription.type())) {
        created = created == null ? announcement.get() : created;
        dropped += subscription.queue().put(created) ? 0 : 1;
      }
    }
    return dropped;
  }

  /** Stops accepting announcements; a delivery in progress completes. */
  @Override
  public void close() {
    subscriptions.values().forEach(subscription -> subscription.queue().close());
    subscriptions.clear();
    workers.shutdown();
  }
}
