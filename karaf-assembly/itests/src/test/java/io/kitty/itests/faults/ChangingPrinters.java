// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests.faults;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.kitty.itests.HubProcess;
import io.kitty.itests.SnapmakerPrinters;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Printers that change, leave and return at random. The names count their changes. */
final class ChangingPrinters implements AutoCloseable {

  private static final Duration KNOWN = Duration.ofSeconds(60);
  private static final int PRINTERS = 6;
  private static final int FEWEST = 3;

  /** How often one of them leaves or returns, of all its changes. */
  private static final double MOVES = 0.3;

  private final SnapmakerPrinters printers = new SnapmakerPrinters("RUNNING");
  private final String network;
  private final Random random;

  /** The number of changes of each printer, by its last octet. */
  private final Map<Integer, Integer> versions = new TreeMap<>();

  /** Those that reply. */
  private final Map<Integer, String> present = new TreeMap<>();

  /**
   * @param network the first three octets of their addresses, which lie on the loopback interface
   */
  ChangingPrinters(String network, Random random) throws IOException {
    this.network = network;
    this.random = random;
    for (int i = 1; i <= PRINTERS; i++) {
      change(i);
    }
  }

  /** Configures a hub to find them. */
  void askedBy(HubProcess hub) throws IOException {
    printers.askedBy(hub);
  }

  /** One of them changes its name, leaves, or returns with another name. */
  void change() {
    int number = 1 + random.nextInt(PRINTERS);
    boolean moves = random.nextDouble() < MOVES;
    if (moves && present.containsKey(number) && present.size() > FEWEST) {
      present.remove(number);
      publish();
    } else {
      change(number);
    }
  }

  /** Each changes its name. */
  void changeAll() {
    for (int i = 1; i <= PRINTERS; i++) {
      change(i);
    }
  }

  private void change(int number) {
    int version = versions.merge(number, 1, Integer::sum);
    present.put(number, "P" + number + " v" + version);
    publish();
  }

  private void publish() {
    printers.replaceBy(names());
  }

  /** Returns the names of those that reply, by address. */
  Map<String, String> names() {
    return present.entrySet().stream()
        .collect(
            toMap(each -> network + each.getKey(), Map.Entry::getValue, (a, b) -> a, TreeMap::new));
  }

  /** Returns the names of those that reply, by their ids, which begin with a text. */
  Map<String, String> named(String beginOfId) {
    Map<String, String> names = new TreeMap<>();
    names().forEach((address, name) -> names.put(beginOfId + address, name));
    return names;
  }

  /** Returns how many changes a printer had when it had this name. */
  static int version(String name) {
    return Integer.parseInt(name.replaceFirst(".* v", ""));
  }

  /** Waits until hubs know of the last changes, by themselves. */
  void awaitKnown(HubProcess... hubs) {
    for (HubProcess hub : hubs) {
      await("the printers")
          .atMost(KNOWN)
          .ignoreExceptions()
          .untilAsserted(() -> assertThat(known(hub)).isEqualTo(names()));
    }
  }

  private static Map<String, String> known(HubProcess hub) throws Exception {
    Map<String, String> known = new HashMap<>();
    for (JsonNode device : hub.rest().json("/devices?source=snapmaker")) {
      known.put(device.path("ip").asText(), device.path("name").asText());
    }
    return known;
  }

  @Override
  public void close() {
    printers.close();
  }
}
