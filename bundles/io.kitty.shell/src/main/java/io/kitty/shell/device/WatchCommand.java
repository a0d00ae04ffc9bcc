// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.device;

import io.kitty.event.DeviceEvent;
import io.kitty.event.DeviceListener;
import io.kitty.hub.DeviceCodec;
import io.kitty.inventory.DeviceQuery;
import io.kitty.inventory.EventFilter;
import io.kitty.shell.format.SafeTable;
import java.time.LocalTime;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/**
 * Prints events as they arrive. The hub's thread only adds them to a bounded queue; the command's
 * thread prints them, so that a slow terminal delays nothing.
 */
@Service
@Command(scope = "kitty", name = "watch", description = "Prints device events until Ctrl-C.")
public class WatchCommand implements Action {

  private static final EventFilter LISTED = new EventFilter(DeviceQuery.PRESENT);
  private static final int MAX_WAITING = 1000;
  private static final long LOOK_ROUND = TimeUnit.MILLISECONDS.toNanos(500);

  @Reference private DeviceCodec codec;
  @Reference private BundleContext context;
  @Reference private Session session;

  // Numbers are texts here: Karaf passes the options of a single command over SSH as texts.
  @Option(name = "--count", description = "End after this number of events.")
  private @Nullable String count;

  @Option(name = "--seconds", description = "End after this number of seconds.")
  private @Nullable String seconds;

  @Option(name = "--replay", description = "Begin with the devices that are present.")
  private boolean replay;

  @Option(name = "--json", description = "Print a JSON object on each line.")
  private boolean json;

  private final BlockingQueue<DeviceEvent> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
  private final AtomicLong lost = new AtomicLong();

  @Override
  public @Nullable Object execute() throws CommandException {
    long most = positive("--count", count);
    long nanos = TimeUnit.SECONDS.toNanos(positive("--seconds", seconds));
    ServiceRegistration<DeviceListener> registration =
        context.registerService(DeviceListener.class, this::handle, null);
    try {
      follow(registration, most, nanos);
    } catch (InterruptedException e) {
      // Ctrl-C or a closed session ends this command.
    } finally {
      end(registration);
    }
    return null;
  }

  /** Adds the events of devices that are not ignored. */
  private void handle(DeviceEvent event) {
    Optional<DeviceEvent> seen = replay || !event.replay() ? LISTED.apply(event) : Optional.empty();
    if (seen.isPresent() && !waiting.offer(seen.get())) {
      lost.incrementAndGet();
    }
  }

  /** Prints until the count is reached, the session is closed, or the bundle is stopped. */
  private void follow(ServiceRegistration<DeviceListener> registration, long most, long nanos)
      throws InterruptedException {
    long start = System.nanoTime();
    for (long printed = 0; printed < most && registered(registration) && read(); ) {
      long left = nanos - (System.nanoTime() - start);
      if (left <= 0) {
        return;
      }
      DeviceEvent event = waiting.poll(Math.min(left, LOOK_ROUND), TimeUnit.NANOSECONDS);
      if (event != null) {
        System.out.println(json ? json(event) : EventFormatter.of(event, LocalTime.now()));
        printed++;
      }
      long missed = lost.getAndSet(0);
      if (missed > 0) {
        System.out.println(
            json
                ? "{\"event\":\"lost\",\"count\":" + missed + "}"
                : missed + " events were lost: they came faster than this console reads.");
      }
    }
  }

  /** Returns the number of an option; no limit if it is not given. */
  private static long positive(String option, @Nullable String value) throws CommandException {
    if (value == null) {
      return Long.MAX_VALUE;
    }
    if (!value.matches("[1-9][0-9]{0,8}")) {
      throw new CommandException(
          option + " must be 1 to 999999999, not " + SafeTable.fit(value, 40) + ".");
    }
    return Long.parseLong(value);
  }

  private String json(DeviceEvent event) {
    return "{\"event\":\""
        + event.word()
        + "\",\"replay\":"
        + event.replay()
        + ",\"data\":"
        + codec.json(event)
        + "}";
  }

  /**
   * Flushes the output and returns whether it is still read. The pipe behind {@code System.out}
   * forwards no flush, so the session's stream is flushed as well; without that a remote console
   * would show the output late, and its end would not be noticed.
   */
  private boolean read() {
    return !System.out.checkError() && !session.getConsole().checkError();
  }

  private static boolean registered(ServiceRegistration<DeviceListener> registration) {
    try {
      return registration.getReference().getBundle() != null;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private static void end(ServiceRegistration<DeviceListener> registration) {
    try {
      registration.unregister();
    } catch (IllegalStateException e) {
      // The bundle was stopped; the framework has unregistered it.
    }
  }
}
