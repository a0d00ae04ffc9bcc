// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.device;

import io.kitty.device.Device;
import io.kitty.hub.DeviceCodec;
import io.kitty.hub.Hub;
import io.kitty.inventory.History;
import io.kitty.inventory.History.Event;
import io.kitty.inventory.History.Span;
import io.kitty.shell.completion.DeviceIdCompleter;
import io.kitty.shell.format.RelativeTime;
import io.kitty.shell.format.SafeTable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** Shows the events of a device. */
@Service
@Command(
    scope = "kitty",
    name = "history",
    description = "Shows a device's history and availability.")
public class HistoryCommand implements Action {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
          .withZone(ZoneId.systemDefault());
  private static final int TEXT = 400;

  @Reference private Hub hub;
  @Reference private DeviceCodec codec;
  @Reference private Session session;

  // A text, as Karaf converts no options to numbers for a single command over SSH.
  @Option(name = "--days", description = "How many days to look back, 1 to 30; 1 if not given.")
  private @Nullable String days;

  @Option(name = "--json", description = "Print a JSON object.")
  private boolean json;

  @Argument(
      name = "device",
      description = "The device's id, an alias of it, an address or its name.",
      required = true)
  @Completion(DeviceIdCompleter.class)
  private String id = "";

  @Override
  public @Nullable Object execute() throws CommandException {
    Duration period = period();
    Device device = DeviceFinder.find(hub, id);
    Instant now = Instant.now();
    History history = hub.history(device.id(), now.minus(period), now);
    if (json) {
      System.out.println(codec.json(history));
    } else {
      print(history);
    }
    return null;
  }

  private Duration period() throws CommandException {
    if (days == null) {
      return Duration.ofDays(1);
    }
    long most = History.REACH.toDays();
    long number = days.matches("[0-9]{1,3}") ? Long.parseLong(days) : 0;
    if (number < 1 || number > most) {
      throw new CommandException(
          "--days must be 1 to " + most + ", not " + SafeTable.fit(days, 40) + ".");
    }
    return Duration.ofDays(number);
  }

  private void print(History history) {
    System.out.println(summary(history));
    SafeTable table = new SafeTable("Nothing has happened to it.");
    table.column("When", 19).column("What", 8).column("Details", TEXT);
    for (Event event : history.events()) {
      table.row(TIME.format(event.at()), event.word(), event.text());
    }
    table.print(session);
  }

  private static String summary(History history) {
    String share =
        history.uptimePercent().isPresent()
            ? String.format(Locale.ROOT, "There %.1f %%", history.uptimePercent().getAsDouble())
            : "Nobody knows whether it was there";
    long off = history.hubOff().stream().mapToLong(Span::millis).sum();
    return share
        + " of the time since "
        + TIME.format(history.since())
        + (off == 0
            ? "."
            : "; the hub was off for " + RelativeTime.length(Duration.ofMillis(off)) + ".");
  }
}
