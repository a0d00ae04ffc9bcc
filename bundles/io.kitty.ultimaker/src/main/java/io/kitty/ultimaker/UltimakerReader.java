// SPDX-License-Identifier: Apache-2.0
package io.kitty.ultimaker;

import io.kitty.commons.poll.PollTarget;
import io.kitty.commons.poll.StateAnswer;
import io.kitty.commons.poll.StateReader;
import io.kitty.device.Device;
import io.kitty.http.DeviceHttpClient;
import io.kitty.http.DeviceRequest;
import io.kitty.http.DeviceResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Asks printers that announce {@code _ultimaker._tcp} with the TXT {@code type} {@code printer}:
 * for the status, the job and the temperatures, one after the other.
 */
final class UltimakerReader implements StateReader {

  private static final String TYPE = "_ultimaker._tcp";
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int MAX_BODY = 64 * 1024;

  private final DeviceHttpClient http;

  UltimakerReader(DeviceHttpClient http) {
    this.http = http;
  }

  @Override
  public Stream<PollTarget> targets(Device device) {
    return PollTarget.announced(
        device,
        UltimakerProvider.ID,
        service ->
            service.type().equalsIgnoreCase(TYPE)
                && service.txt().getOrDefault("type", "printer").equalsIgnoreCase("printer"),
        service -> "");
  }

  @Override
  public CompletableFuture<StateAnswer> ask(PollTarget target) {
    return get(target, "/printer/status")
        .thenApply(PrinterStatus::word)
        .thenCompose(
            word ->
                get(target, "/print_job")
                    .thenCompose(
                        job ->
                            get(target, "/printer")
                                .thenApply(printer -> PrinterStatus.of(word, job, printer))));
  }

  private CompletableFuture<DeviceResponse> get(PollTarget target, String path) {
    return http.send(
        DeviceRequest.get(target.endpoint().address(), target.port(), "/api/v1" + path)
            .timeout(TIMEOUT)
            .maxBody(MAX_BODY));
  }
}
