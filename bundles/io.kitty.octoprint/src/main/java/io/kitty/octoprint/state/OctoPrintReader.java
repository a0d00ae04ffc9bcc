// SPDX-License-Identifier: Apache-2.0
package io.kitty.octoprint.state;

import io.kitty.commons.json.JsonAnswer;
import io.kitty.commons.key.MachineKey;
import io.kitty.commons.key.MachineKeys;
import io.kitty.commons.key.Secret;
import io.kitty.commons.poll.PollTarget;
import io.kitty.commons.poll.StateAnswer;
import io.kitty.commons.poll.StateReader;
import io.kitty.device.Device;
import io.kitty.device.Fact;
import io.kitty.http.DeviceHttpClient;
import io.kitty.http.DeviceRequest;
import io.kitty.http.DeviceResponse;
import java.time.Duration;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Asks servers that announce {@code _octoprint._tcp}, at their TXT {@code path}: with a key for
 * printer and job, without one for the version only (OctoPrint, "REST API"). PrusaLink, which
 * announces itself as OctoPrint too, is left to its own protocol.
 */
final class OctoPrintReader implements StateReader {

  private static final String TYPE = "_octoprint._tcp";
  private static final String PRUSALINK = "_prusalink._tcp";
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int MAX_BODY = 64 * 1024;
  private static final Set<Integer> REFUSED = Set.of(401, 403);

  private final DeviceHttpClient http;
  private final MachineKeys<Secret> keys;

  OctoPrintReader(DeviceHttpClient http, MachineKeys<Secret> keys) {
    this.http = http;
    this.keys = keys;
  }

  /** Of several servers those come first for which there is a key. */
  @Override
  public Stream<PollTarget> targets(Device device) {
    return device.services().stream().anyMatch(each -> each.type().equalsIgnoreCase(PRUSALINK))
        ? Stream.empty()
        : PollTarget.announced(
                device,
                OctoPrintProvider.ID,
                service -> service.type().equalsIgnoreCase(TYPE),
                service -> service.txt().getOrDefault("path", ""))
            .sorted(Comparator.comparing(target -> keys.of(target).isEmpty()));
  }

  @Override
  public CompletableFuture<StateAnswer> ask(PollTarget target) {
    return keys.of(target).map(key -> askPrinter(target, key)).orElseGet(() -> askVersion(target));
  }

  private CompletableFuture<StateAnswer> askPrinter(PollTarget target, MachineKey<Secret> key) {
    return get(target, "/api/printer?exclude=sd", key)
        .thenCompose(
            printer ->
                REFUSED.contains(printer.status())
                    ? CompletableFuture.completedFuture(refused(key))
                    : get(target, "/api/job", key)
                        .thenApply(
                            job ->
                                REFUSED.contains(job.status())
                                    ? refused(key)
                                    : PrinterStatus.of(printer, job)));
  }

  private static StateAnswer refused(MachineKey<Secret> key) {
    return StateAnswer.needsKey(key.file() + ": OctoPrint refuses this api.key");
  }

  private CompletableFuture<StateAnswer> askVersion(PollTarget target) {
    String remedy =
        "etc/io.kitty.octoprint-NAME.cfg: host = "
            + target.endpoint().address().getHostAddress()
            + " and api.key";
    return http.send(request(target, "/api/version"))
        .thenApply(
            response -> {
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
            });
  }

  private CompletableFuture<DeviceResponse> get(
      PollTarget target, String path, MachineKey<Secret> key) {
    return http.send(request(target, path).header("X-Api-Key", key.credential().reveal()));
  }

  private static DeviceRequest request(PollTarget target, String path) {
    return DeviceRequest.get(target.endpoint().address(), target.port(), target.prefix() + path)
        .timeout(TIMEOUT)
        .maxBody(MAX_BODY);
  }
}
