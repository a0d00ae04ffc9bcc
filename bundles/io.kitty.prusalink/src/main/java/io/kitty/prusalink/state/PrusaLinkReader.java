// SPDX-License-Identifier: Apache-2.0
package io.kitty.prusalink.state;

import io.kitty.commons.LruMap;
import io.kitty.commons.json.JsonAnswer;
import io.kitty.commons.key.MachineKey;
import io.kitty.commons.key.MachineKeys;
import io.kitty.commons.poll.MachinePolls;
import io.kitty.commons.poll.PollTarget;
import io.kitty.commons.poll.StateAnswer;
import io.kitty.commons.poll.StateReader;
import io.kitty.device.Device;
import io.kitty.device.Endpoint;
import io.kitty.device.Fact;
import io.kitty.http.DeviceHttpClient;
import io.kitty.http.DeviceResponse;
import io.kitty.prusalink.PrusaLinkCredential;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Asks printers that announce {@code _prusalink._tcp}, at their TXT {@code path}: with a password
 * or key for the status, once for the identity and for the name of each job; without one only
 * whether they need it.
 */
final class PrusaLinkReader implements StateReader {

  private static final String TYPE = "_prusalink._tcp";
  private static final Set<Integer> REFUSED = Set.of(401, 403);

  /** The key belongs to it, so that a changed one begins anew. */
  private record Server(Endpoint endpoint, int port, MachineKey<PrusaLinkCredential> key) {}

  private final DeviceHttpClient http;
  private final MachineKeys<PrusaLinkCredential> keys;
  private final Map<Server, PrinterConnection> connections =
      Collections.synchronizedMap(new LruMap<>(MachinePolls.MAX_MACHINES));

  PrusaLinkReader(DeviceHttpClient http, MachineKeys<PrusaLinkCredential> keys) {
    this.http = http;
    this.keys = keys;
  }

  /** Of several servers those come first for which there is a key. */
  @Override
  public Stream<PollTarget> targets(Device device) {
    return PollTarget.announced(
            device,
            PrusaLinkProvider.ID,
            service -> service.type().equalsIgnoreCase(TYPE),
            service -> service.txt().getOrDefault("path", ""))
        .sorted(Comparator.comparing(target -> keys.of(target).isEmpty()));
  }

  @Override
  public CompletableFuture<StateAnswer> ask(PollTarget target) {
    return keys.of(target).map(key -> askStatus(target, key)).orElseGet(() -> askVersion(target));
  }

  private CompletableFuture<StateAnswer> askStatus(
      PollTarget target, MachineKey<PrusaLinkCredential> key) {
    PrinterConnection printer =
        connections.computeIfAbsent(
            new Server(target.endpoint(), target.port(), key),
            server -> new PrinterConnection(http, key.credential()));
    return printer
        .get(target, "/api/v1/status")
        .thenCompose(
            response ->
                REFUSED.contains(response.status())
                    ? CompletableFuture.completedFuture(
                        StateAnswer.needsKey(
                            key.file() + ": the printer refuses this password or api.key"))
                    : complete(target, printer, new PrinterStatus(response)));
  }

  private static CompletableFuture<StateAnswer> complete(
      PollTarget target, PrinterConnection printer, PrinterStatus status) {
    return printer
        .identity(target)
        .thenCompose(
            identity ->
                printer
                    .jobName(target, status.job())
                    .thenApply(name -> status.answer(identity, name)));
  }

  private CompletableFuture<StateAnswer> askVersion(PollTarget target) {
    return http.send(PrinterConnection.request(target, target.prefix() + "/api/version"))
        .thenApply(response -> unknown(target, response));
  }

  private static StateAnswer unknown(PollTarget target, DeviceResponse response) {
    String remedy =
        "etc/io.kitty.prusalink-NAME.cfg: host = "
            + target.endpoint().address().getHostAddress()
            + ", user and password or api.key";
    if (REFUSED.contains(response.status())) {
      return StateAnswer.needsKey(remedy);
    }
    String version = JsonAnswer.text(JsonAnswer.object(response).path("server"));
    return new StateAnswer(
        null,
        sighting ->
            sighting
                .fact(Fact.NEEDS_KEY, remedy)
                .attribute("version", version.isEmpty() ? null : version),
        true);
  }
}
