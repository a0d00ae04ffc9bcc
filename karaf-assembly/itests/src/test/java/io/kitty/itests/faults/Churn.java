// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.kitty.itests.EventFeed;
import io.kitty.itests.HubProcess;
import io.kitty.itests.SnapmakerPrinters;
import java.net.URLEncoder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * Printers on the loopback interface that come, get other names, and go, so that each event about
 * one is unlike all others.
 */
final class Churn implements AutoCloseable {
  private static final String ID = "snapmaker:";
  private static final int MOST = 60;
  private static final int NEWCOMERS = 3;
  private static final int RENAMED = 5;
  private static final int HOSTS = 250;

  private final SnapmakerPrinters printers = new SnapmakerPrinters("IDLE");
  private final Deque<String> addresses = new ArrayDeque<>();
  private int newcomers;
  private int names;

  Churn(HubProcess hub) throws Exception {
    printers.askedBy(hub);
  }

  /** Has some printers come, get another name, and go. */
  void turn() {
    for (int i = 0; i < RENAMED && !addresses.isEmpty(); i++) {
      String each = addresses.removeFirst();
      addresses.addLast(each);
      printers.add("Name " + names++, each);
    }
    for (int i = 0; i < NEWCOMERS; i++) {
      add();
    }
    while (addresses.size() > MOST) {
      printers.remove(addresses.removeFirst());
    }
  }

  /** Has turns for some time, five a second. */
  void last(long millis) throws InterruptedException {
    for (long passed = 0; passed < millis; passed += 200) {
      turn();
      Thread.sleep(200);
    }
  }

  /** Has one more printer come; returns its id. */
  String add() {
    String address = "127.18.%d.%d".formatted(newcomers / HOSTS, newcomers % HOSTS + 1);
    newcomers++;
    addresses.addLast(address);
    printers.add("Name " + names++, address);
    return ID + address;
  }

  /** Returns those events of a feed that are about such printers. */
  static List<EventFeed.Event> of(EventFeed feed) {
    return feed.events().stream().filter(event -> event.device().startsWith(ID)).toList();
  }

  /** Returns what a hub lost of some events: devices that it does not know, and their history. */
  static List<String> lost(HubProcess hub, Collection<EventFeed.Event> events) throws Exception {
    Map<String, JsonNode> known = new HashMap<>();
    hub.rest()
        .json("/devices?presence=all")
        .forEach(each -> known.put(each.path("id").asText(), each));
    Map<String, List<String>> remembered = new HashMap<>();
    List<String> lost = new ArrayList<>();
    for (EventFeed.Event event : events) {
      String id = event.device();
      if (!known.containsKey(id)) {
        lost.add(id + " is not known");
      } else if (known.get(id).path("first_seen").asDouble()
          > event.data().path("first_seen").asDouble()) {
        lost.add(id + " was first seen earlier than it is known");
      }
      if (!remembered.containsKey(id)) {
        remembered.put(id, history(hub, id));
      }
      if (!remembered.get(id).contains(text(event))) {
        lost.add("the history of " + id + " lacks " + text(event));
      }
    }
    return lost;
  }

  private static String text(EventFeed.Event event) {
    return event.name().equals("changed")
        ? "changed to " + event.data().path("name").asText()
        : event.name();
  }

  private static List<String> history(HubProcess hub, String id) throws Exception {
    String path = "/devices/" + URLEncoder.encode(id, UTF_8) + "/history";
    return StreamSupport.stream(hub.rest().json(path).path("events").spliterator(), false)
        .map(
            event ->
                event.path("event").asText().equals("changed")
                    ? "changed to " + name(event)
                    : event.path("event").asText())
        .toList();
  }

  private static String name(JsonNode event) {
    return StreamSupport.stream(event.path("changes").spliterator(), false)
        .filter(change -> change.path("field").asText().equals("name"))
        .map(change -> change.path("to").asText())
        .findFirst()
        .orElse("nothing");
  }

  @Override
  public void close() {
    printers.close();
  }
}
