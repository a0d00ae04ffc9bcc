// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell;

import io.kitty.event.DeviceEvent;
import io.kitty.event.DeviceListener;
import io.kitty.hub.DeviceCodec;
import io.kitty.hub.DeviceQuery;
import io.kitty.hub.EventFilter;
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
 * Prints events as they come. The hub's thread only puts them into a bounded queue; the command's
 * own thread prints them, so that a slow terminal holds up nobody.
 */
@Service
@Command(
    scope = "kitty",
    name = "watch",
    description = "Prints what happens to devices, until Ctrl-C.")
public class WatchCommand implements Action {

  private static final EventFilter LISTED = new EventFilter(DeviceQuery.PRESENT);
  private static final int MAX_WAITING = 1000;
  private static final long LOOK_ROUND = TimeUnit.MILLISECONDS.toNanos(500);

  @Reference private DeviceCodec codec;
  @Reference private BundleContext context;
  @Reference private Session session;

  // Numbers are texts here: a single command over SSH gets tokens, which Karaf makes texts only.
  @Option(name = "--count", description = "End after so many events.")
  private @Nullable String count;

  @Option(name = "--seconds", description = "End after so many seconds.")
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
      // Ctrl-C, or the session was closed: the way to end this command.
    } finally {
      end(registration);
    }
    return null;
  }

  /** Takes in what concerns devices that people do not ignore. */
  private void handle(DeviceEvent event) {
    Optional<DeviceEvent> seen = replay || !event.replay() ? LISTED.apply(event) : Optional.empty();
    if (seen.isPresent() && !waiting.offer(seen.get())) {
      lost.incrementAndGet();
    }
  }

  /** Prints until there was enough, nobody reads any more, or the bundle has been stopped. */
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

  /** The number that an option gives; without limit if it is not given. */
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
   * Hands on what was printed, and tells whether somebody still reads it. The pipe that is behind
   * {@code System.out} passes no flush on, so the session's own stream is asked as well: else a
   * remote console would see nothing for long, and its end would go unnoticed.
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
      // The bundle was stopped, and the framework has done it.
    }
  }
}
