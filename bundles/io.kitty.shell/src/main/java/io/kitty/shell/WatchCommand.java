// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell;

import io.kitty.event.DeviceEvent;
import io.kitty.event.DeviceListener;
import io.kitty.hub.DeviceCodec;
import java.io.PrintStream;
import java.time.LocalTime;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
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

  private static final int MAX_WAITING = 1000;
  private static final long LOOK_ROUND_MILLIS = 500;

  @Reference private DeviceCodec codec;
  @Reference private BundleContext context;

  @Option(name = "--count", description = "End after so many events.")
  private int count;

  @Option(name = "--seconds", description = "End after so many seconds.")
  private int seconds;

  @Option(name = "--replay", description = "Begin with the devices that are present.")
  private boolean replay;

  @Option(name = "--json", description = "Print a JSON object on each line.")
  private boolean json;

  private final BlockingQueue<DeviceEvent> waiting = new LinkedBlockingQueue<>(MAX_WAITING);
  private final AtomicLong lost = new AtomicLong();

  @Override
  public @Nullable Object execute() throws CommandException {
    if (count < 0 || seconds < 0) {
      throw new CommandException("--count and --seconds take a positive number.");
    }
    ServiceRegistration<DeviceListener> registration =
        context.registerService(DeviceListener.class, this::hear, null);
    try {
      follow(registration, System.out);
    } catch (InterruptedException e) {
      // Ctrl-C, or the session was closed: the way to end this command.
    } finally {
      end(registration);
    }
    return null;
  }

  private void hear(DeviceEvent event) {
    if ((replay || !event.replay()) && !waiting.offer(event)) {
      lost.incrementAndGet();
    }
  }

  /** Prints until there was enough, nobody reads any more, or the bundle has been stopped. */
  private void follow(ServiceRegistration<DeviceListener> registration, PrintStream out)
      throws InterruptedException {
    long start = System.nanoTime();
    int printed = 0;
    while (registered(registration) && !out.checkError()) {
      long left = left(start);
      if (left <= 0 || (count > 0 && printed == count)) {
        return;
      }
      DeviceEvent event = waiting.poll(Math.min(left, LOOK_ROUND_MILLIS), TimeUnit.MILLISECONDS);
      if (event != null) {
        out.println(json ? json(event) : EventLine.of(event, LocalTime.now()));
        printed++;
      }
      long missed = lost.getAndSet(0);
      if (missed > 0 && !json) {
        out.println(missed + " events were lost: they came faster than this console reads.");
      }
    }
  }

  private long left(long start) {
    return seconds == 0
        ? Long.MAX_VALUE
        : TimeUnit.SECONDS.toMillis(seconds)
            - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  private String json(DeviceEvent event) {
    return "{\"event\":\""
        + EventLine.word(event)
        + "\",\"replay\":"
        + event.replay()
        + ",\"data\":"
        + codec.json(event)
        + "}";
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
