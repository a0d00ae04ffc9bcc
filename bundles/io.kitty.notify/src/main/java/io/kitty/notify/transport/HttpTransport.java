// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.transport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.kitty.notify.message.Message;
import io.kitty.notify.transport.TransportResult.Kind;
import io.kitty.text.SafeText;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Sends messages to a service of the web. Only 2xx is a success; a redirection is not followed,
 * since it would carry secrets to another host.
 */
public final class HttpTransport implements Transport {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int MAX_BODY = 64 * 1024;
  private static final int MAX_DETAIL = 120;
  private static final int GONE = 410;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Codes below 500 after which a later attempt can succeed. */
  private static final Set<Integer> LATER = Set.of(408, 425, 429);

  private final ServiceFormat format;
  private final Map<String, String> headers;
  private final List<String> secrets;
  private final Supplier<HttpClient> client;
  private final Clock clock;

  /**
   * @param headers headers of every request, before those of the format
   * @param secrets what no sentence may contain
   * @param client called for each request; has to return a client that follows no redirection
   */
  public HttpTransport(
      ServiceFormat format,
      Map<String, String> headers,
      List<String> secrets,
      Supplier<HttpClient> client,
      Clock clock) {
    this.format = format;
    this.headers = Map.copyOf(headers);
    this.secrets = List.copyOf(secrets);
    this.client = client;
    this.clock = clock;
  }

  @Override
  public CompletableFuture<TransportResult> send(Message message) {
    return send(format.post(message))
        .thenApply(
            result -> {
              if (result.kind() == Kind.ACCEPTED) {
                format.onAccepted(message);
              }
              return result;
            });
  }

  @Override
  public Optional<CompletableFuture<TransportResult>> repeat() {
    return format.repeated().map(this::send);
  }

  private CompletableFuture<TransportResult> send(HttpPost post) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(post.uri())
            .timeout(TIMEOUT)
            .POST(HttpRequest.BodyPublishers.ofByteArray(post.body()));
    post.headers().forEach(request::setHeader);
    headers.forEach(request::setHeader);
    CompletableFuture<HttpResponse<byte[]>> exchange =
        client.get().sendAsync(request.build(), answer -> new BoundedBody(MAX_BODY));
    return exchange
        .copy()
        .orTimeout(TIMEOUT.toSeconds() + 1, TimeUnit.SECONDS)
        .handle(
            (response, failure) -> {
              exchange.cancel(true);
              return failure == null
                  ? result(response)
                  : TransportResult.retry(HttpFailures.sentence(failure));
            });
  }

  private TransportResult result(HttpResponse<byte[]> response) {
    int code = response.statusCode();
    if (code >= 200 && code < 300) {
      return TransportResult.ACCEPTED;
    }
    JsonNode body = parse(response.body());
    String reason = "it answers " + code + meaning(code) + detail(body);
    if (code == GONE) {
      return new TransportResult(Kind.GONE, reason, Duration.ZERO);
    }
    return code < 500 && !LATER.contains(code)
        ? TransportResult.rejected(reason)
        : new TransportResult(
            Kind.RETRY,
            reason,
            RetryAfter.of(response.headers().firstValue("Retry-After").orElse(""), body, clock));
  }

  private static JsonNode parse(byte[] body) {
    try {
      JsonNode json = JSON.readTree(body);
      return json == null ? MissingNode.getInstance() : json;
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  private static String meaning(int code) {
    return switch (code) {
      case 301, 302, 303, 307, 308 -> ", a redirection; write the URL that it leads to";
      case 400, 413, 422 -> ", it does not understand the message";
      case 401, 403 -> ", it refuses user, password or token";
      case 404, 405 -> ", there is nothing at that path";
      case 410 -> ", it is gone for good";
      case 429 -> ", it gets too many messages";
      default -> "";
    };
  }

  /**
   * Returns how the service explains a failure, in the members that ntfy, Gotify and Telegram have.
   * It is cut last, since the begin of a secret would not be recognised.
   */
  private String detail(JsonNode body) {
    return Stream.of("errorDescription", "description", "error", "message")
        .map(member -> SafeText.clean(body.path(member).asText(), MAX_BODY))
        .filter(text -> !text.isEmpty() && secrets.stream().noneMatch(text::contains))
        .findFirst()
        .map(text -> ": " + SafeText.clean(text, MAX_DETAIL))
        .orElse("");
  }
}
