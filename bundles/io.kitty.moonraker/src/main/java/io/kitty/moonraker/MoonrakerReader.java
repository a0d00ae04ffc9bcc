// SPDX-License-Identifier: Apache-2.0
package io.kitty.moonraker;

import io.kitty.commons.poll.PollTarget;
import io.kitty.commons.poll.StateAnswer;
import io.kitty.commons.poll.StateReader;
import io.kitty.device.Device;
import io.kitty.http.DeviceHttpClient;
import io.kitty.http.DeviceRequest;
import io.kitty.http.DeviceResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Asks printers that announce {@code _moonraker._tcp}, at their TXT {@code route_prefix}. */
final class MoonrakerReader implements StateReader {

  private static final String TYPE = "_moonraker._tcp";
  private static final String PATH =
      "/printer/objects/query?print_stats&display_status&webhooks&extruder&heater_bed";
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int MAX_BODY = 64 * 1024;
  private static final Set<Integer> REFUSED = Set.of(401, 403);

  private final DeviceHttpClient http;

  MoonrakerReader(DeviceHttpClient http) {
    this.http = http;
  }

  @Override
  public Stream<PollTarget> targets(Device device) {
    return PollTarget.announced(
        device,
        MoonrakerProvider.ID,
        service -> service.type().equalsIgnoreCase(TYPE),
        service -> service.txt().getOrDefault("route_prefix", ""));
  }

  @Override
  public CompletableFuture<StateAnswer> ask(PollTarget target) {
    return http.send(
            DeviceRequest.get(target.endpoint().address(), target.port(), target.prefix() + PATH)
                .timeout(TIMEOUT)
                .maxBody(MAX_BODY))
        .thenApply(MoonrakerReader::read);
  }

  private static StateAnswer read(DeviceResponse response) {
    return REFUSED.contains(response.status())
        ? StateAnswer.needsKey("trusted_clients in the moonraker.conf of the printer: add this hub")
        : PrinterStatus.of(response);
  }
}
