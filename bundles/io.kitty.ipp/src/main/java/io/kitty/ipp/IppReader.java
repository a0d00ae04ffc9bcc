// SPDX-License-Identifier: Apache-2.0
package io.kitty.ipp;

import io.kitty.commons.poll.PollTarget;
import io.kitty.commons.poll.StateAnswer;
import io.kitty.commons.poll.StateReader;
import io.kitty.device.Device;
import io.kitty.http.DeviceHttpClient;
import io.kitty.http.DeviceRequest;
import io.kitty.http.DeviceResponse;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * Asks printers that announce {@code _ipp._tcp}, at their TXT {@code rp} (Apple, "Bonjour Printing
 * Specification"), and over TLS those that announce {@code _ipps._tcp} only or that upgrade.
 */
final class IppReader implements StateReader {

  private static final String PLAIN = "_ipp._tcp";
  private static final String SECURE = "_ipps._tcp";
  private static final String CONTENT_TYPE = "application/ipp";

  /** The path of a printer that announces none (PWG 5100.14, "IPP Everywhere"). */
  private static final String DEFAULT_PATH = "/ipp/print";

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int MAX_BODY = 64 * 1024;
  private static final Set<Integer> REFUSED = Set.of(401, 403);
  private static final int UPGRADE_REQUIRED = 426;
  private static final String REMEDY =
      "the access settings of the printer: let this hub ask for its status without a password";

  private final DeviceHttpClient http;

  IppReader(DeviceHttpClient http) {
    this.http = http;
  }

  @Override
  public Stream<PollTarget> targets(Device device) {
    return Stream.concat(
        announced(device, PLAIN), announced(device, SECURE).map(PollTarget::overTls));
  }

  private static Stream<PollTarget> announced(Device device, String type) {
    return PollTarget.announced(
        device,
        IppProvider.ID,
        service -> service.type().equalsIgnoreCase(type),
        service -> service.txt().getOrDefault("rp", ""));
  }

  @Override
  public CompletableFuture<StateAnswer> ask(PollTarget target) {
    return http.send(request(target))
        .thenCompose(
            response ->
                response.status() == UPGRADE_REQUIRED && !target.secure()
                    ? http.send(request(target.overTls()))
                    : CompletableFuture.completedFuture(response))
        .thenApply(IppReader::read);
  }

  private static DeviceRequest request(PollTarget target) {
    InetAddress address = target.endpoint().address();
    String path = target.prefix().isEmpty() ? DEFAULT_PATH : target.prefix();
    String host = address.getHostAddress();
    String uri =
        "%s://%s:%d%s"
            .formatted(
                target.secure() ? "ipps" : "ipp",
                host.indexOf(':') < 0 ? host : "[" + host + "]",
                target.port(),
                path);
    DeviceRequest request =
        DeviceRequest.post(
                address,
                target.port(),
                path,
                CONTENT_TYPE,
                IppRequest.printerAttributes(uri, PrinterStatus.ATTRIBUTES))
            .timeout(TIMEOUT)
            .maxBody(MAX_BODY);
    return target.secure() ? request.overTls() : request;
  }

  private static StateAnswer read(DeviceResponse response) {
    if (REFUSED.contains(response.status())) {
      return StateAnswer.needsKey(REMEDY);
    }
    IppResponse message = IppResponse.parse(response.body());
    return message.refused() ? StateAnswer.needsKey(REMEDY) : PrinterStatus.of(message);
  }
}
