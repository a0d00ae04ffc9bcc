// SPDX-License-Identifier: Apache-2.0
package io.kitty.web.module;

import io.kitty.hub.DeviceCodec;
import io.kitty.hub.Hub;
import io.kitty.hub.ModuleStatus;
import io.kitty.web.http.HttpExchange;
import io.kitty.web.http.Problem;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpStatus;

/** The resources {@code /modules}, {@code /protocols} and {@code /protocols/{id}/scan}. */
public final class ProtocolsResource {

  private final Hub hub;
  private final DeviceCodec codec;

  public ProtocolsResource(Hub hub, DeviceCodec codec) {
    this.hub = hub;
    this.codec = codec;
  }

  /** The protocols. */
  public void list(HttpExchange exchange, List<String> variables) {
    list(exchange, protocols());
  }

  /** The protocols and the other parts of the hub. */
  public void listAll(HttpExchange exchange, List<String> variables) {
    list(exchange, hub.modules().stream());
  }

  private void list(HttpExchange exchange, Stream<ModuleStatus> modules) {
    String array =
        modules
            .sorted(Comparator.comparing(ModuleStatus::id))
            .map(codec::json)
            .collect(Collectors.joining(",", "[", "]"));
    exchange.json(HttpStatus.OK_200, array);
  }

  public void scan(HttpExchange exchange, List<String> variables) {
    String id = variables.get(0);
    ModuleStatus protocol =
        protocols()
            .filter(status -> status.id().equals(id))
            .findFirst()
            .orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND_404, "there is no protocol " + id));
    if (!hub.scan(id)) {
      throw new Problem(HttpStatus.CONFLICT_409, conflict(protocol));
    }
    exchange.json(HttpStatus.ACCEPTED_202, codec.json(protocol));
  }

  private Stream<ModuleStatus> protocols() {
    return hub.modules().stream().filter(ModuleStatus::protocol);
  }

  private static String conflict(ModuleStatus protocol) {
    String state = protocol.state().name().toLowerCase(Locale.ROOT);
    String reason = protocol.detail().isEmpty() ? "" : ": " + protocol.detail();
    return protocol.id() + " is " + state + " and cannot scan" + reason;
  }
}
