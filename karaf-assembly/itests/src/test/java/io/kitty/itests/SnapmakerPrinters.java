// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Snapmaker printers on the loopback interface, all in one state: each replies to the hubs' queries
 * from an address of its own.
 */
public final class SnapmakerPrinters implements AutoCloseable {

  private final LoopbackBroadcasts questions;
  private volatile String status;

  /** The names by address; immutable. */
  private volatile Map<String, String> names = Map.of();

  public SnapmakerPrinters(String status) throws IOException {
    this.status = status;
    questions = new LoopbackBroadcasts(0, this::answer);
  }

  private void answer(LoopbackBroadcasts.Packet question) {
    names.forEach(
        (address, name) -> {
          String answer = name + "@" + address + "|model:Snapmaker 2 Model A150|status:" + status;
          try {
            LoopbackBroadcasts.send(address, answer.getBytes(UTF_8), question.from());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** Configures a hub to query them, with a short lifetime. */
  public void askedBy(HubProcess hub) throws IOException {
    hub.configure("io.kitty.snapmaker", "port", Integer.toString(questions.port()));
    hub.configure("io.kitty.snapmaker", "interval", "1");
    hub.configure("io.kitty.snapmaker", "timeout", "0.1");
  }

  public void add(String name, String address) {
    Map<String, String> more = new HashMap<>(names);
    more.put(address, name);
    names = Map.copyOf(more);
  }

  public void remove(String address) {
    Map<String, String> fewer = new HashMap<>(names);
    fewer.remove(address);
    names = Map.copyOf(fewer);
  }

  /**
   * Replaces all printers.
   *
   * @param successors their names by their addresses
   */
  public void replaceBy(Map<String, String> successors) {
    names = Map.copyOf(successors);
  }

  public String status() {
    return status;
  }

  public void status(String next) {
    status = next;
  }

  /** How many questions came so far. */
  public int questions() {
    return questions.count();
  }

  @Override
  public void close() {
    questions.close();
  }
}
