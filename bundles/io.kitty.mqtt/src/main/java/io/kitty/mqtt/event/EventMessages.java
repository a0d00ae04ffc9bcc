// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.event;

import io.kitty.commons.status.StatusChange;
import io.kitty.device.Device;
import io.kitty.event.DeviceEvent;
import io.kitty.hub.DeviceCodec;
import io.kitty.inventory.DeviceQuery;
import io.kitty.inventory.EventFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes events for other programs: an object with {@code event} and {@code data}, which are named
 * and filled as those of Redis. Thread-safe.
 */
public final class EventMessages {

  private static final String IDLE = "printer_idle";
  private static final Set<String> IDLE_MEMBERS = Set.of("id", "ip", "name");
  private static final Set<String> PRINTER_MEMBERS =
      Set.of("id", "ip", "name", "job", "temperatures", "error");

  private final DeviceCodec codec;
  private final EventFilter filter;

  /**
   * @param published which devices are published
   */
  public EventMessages(DeviceCodec codec, DeviceQuery published) {
    this.codec = codec;
    this.filter = new EventFilter(published);
  }

  /** Returns the messages of an event, none if it is a replay or its device is not published. */
  public List<String> of(DeviceEvent event) {
    List<String> messages = new ArrayList<>();
    if (!event.replay()) {
      filter
          .apply(event)
          .ifPresent(
              each -> {
                messages.add(message("device_" + each.word(), codec.json(each)));
                printer(each)
                    .ifPresent(word -> messages.add(message(word, printer(each.device(), word))));
              });
    }
    return messages;
  }

  private static String message(String event, String data) {
    return "{\"event\":\"" + event + "\",\"data\":" + data + "}";
  }

  /** Returns the event of a printer that has become idle, has finished or has failed. */
  private static Optional<String> printer(DeviceEvent event) {
    return StatusChange.of(event)
        .flatMap(
            change ->
                switch (change.now()) {
                  case IDLE -> Optional.of(IDLE);
                  case FINISHED -> Optional.of("printer_finished");
                  case ERROR -> Optional.of("printer_failed");
                  default -> Optional.empty();
                });
  }

  private String printer(Device device, String word) {
    String array = codec.json(List.of(device), word.equals(IDLE) ? IDLE_MEMBERS : PRINTER_MEMBERS);
    return array.substring(1, array.length() - 1);
  }
}
