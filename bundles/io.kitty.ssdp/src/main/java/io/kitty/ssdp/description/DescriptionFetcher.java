// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp.description;

import io.kitty.http.DeviceHttpClient;
import io.kitty.http.DeviceRequest;
import io.kitty.http.DeviceResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fetches a description: one request to the checked address, and another one if the server
 * redirects within itself. One timeout covers both; what has been received by then counts.
 */
public final class DescriptionFetcher {

  /** The timeout of a description: small devices need several seconds. */
  static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** The maximum size of a document, in bytes, packed and unpacked. */
  static final int MAX_BODY = 256 * 1024;

  private static final Set<Integer> REDIRECTIONS = Set.of(301, 302, 303, 307, 308);

  private static final Pattern CHARSET =
      Pattern.compile("(?i);\\s*charset\\s*=\\s*[\"']?([A-Za-z0-9._:-]+)");

  private final DeviceHttpClient http;

  public DescriptionFetcher(DeviceHttpClient http) {
    this.http = http;
  }

  /**
   * Returns the description at a location, or at one redirection within the same server; empty if
   * the document is none. Fails with an {@link IOException} if there is no document in time, or it
   * is too large.
   */
  public CompletableFuture<Optional<Description>> describe(DescriptionUrl location) {
    return fetch(location).thenApply(DescriptionParser::parse);
  }

  /** Returns the document itself. */
  CompletableFuture<DescriptionXml> fetch(DescriptionUrl location) {
    return send(location, TIMEOUT).thenCompose(response -> first(location, response));
  }

  private CompletableFuture<DescriptionXml> first(DescriptionUrl from, DeviceResponse response) {
    if (!REDIRECTIONS.contains(response.status())) {
      return document(from, response);
    }
    String target = response.header("Location");
    if (target.isEmpty()) {
      return failed("the answer does not say where the document is");
    }
    try {
      DescriptionUrl to = from.redirected(target);
      Duration rest = TIMEOUT.minus(response.took());
      return rest.isNegative() || rest.isZero()
          ? failed("it takes too long")
          : send(to, rest).thenCompose(second -> document(to, second));
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private CompletableFuture<DeviceResponse> send(DescriptionUrl location, Duration timeout) {
    return http.send(
        DeviceRequest.get(location.host(), location.port(), location.path())
            .header("Host", location.authority())
            .timeout(timeout)
            .maxBody(MAX_BODY));
  }

  private static CompletableFuture<DescriptionXml> document(
      DescriptionUrl from, DeviceResponse response) {
    if (REDIRECTIONS.contains(response.status())) {
      return failed("it redirects twice");
    }
    if (response.status() != 200) {
      return failed("the answer is of status " + response.status());
    }
    try {
      byte[] bytes = ContentDecoder.unpack(response.body(), MAX_BODY);
      return CompletableFuture.completedFuture(
          new DescriptionXml(from, bytes, charset(response.header("Content-Type"))));
    } catch (IOException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static String charset(String contentType) {
    Matcher matcher = CHARSET.matcher(contentType);
    return matcher.find() ? matcher.group(1) : "";
  }

  private static CompletableFuture<DescriptionXml> failed(String reason) {
    return CompletableFuture.failedFuture(new IOException(reason));
  }
}
