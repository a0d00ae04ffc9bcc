// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;

/** An HTTP client of a hub. */
public final class Rest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final int port;
  private final Path token;
  private final HttpClient http = HttpClient.newHttpClient();

  /**
   * @param token the file in which the hub keeps its token
   */
  public Rest(int port, Path token) {
    this.port = port;
    this.token = token;
  }

  public HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(request(path).build(), BodyHandlers.ofString());
  }

  /** Returns the JSON of {@code GET path}, whatever the status. */
  public JsonNode json(String path) throws IOException, InterruptedException {
    return parse(get(path).body());
  }

  /** The texts of one member of each object in an array. */
  public List<String> each(String path, String member) throws IOException, InterruptedException {
    return each(json(path), member);
  }

  public static List<String> each(JsonNode array, String member) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(object -> object.path(member).asText())
        .toList();
  }

  public static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  public static JsonNode parse(String json) throws IOException {
    return JSON.readTree(json);
  }

  /** Starts a scan of a protocol and returns the status. */
  public int scan(String protocol) throws IOException, InterruptedException {
    return send("POST", "/protocols/" + protocol + "/scan").statusCode();
  }

  /** Sends a request without a body, with the token. */
  public HttpResponse<String> send(String method, String path)
      throws IOException, InterruptedException {
    return send(method, path, "");
  }

  /** Sends a request with the token. */
  public HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return sendAs(Files.readString(token).strip(), method, path, body);
  }

  /** Begins a session with a code. */
  public HttpResponse<String> redeem(String code) throws IOException, InterruptedException {
    HttpRequest request =
        request("/session/redeem")
            .header("Authorization", "Code " + code)
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  /** Sends a request with a given token. */
  public HttpResponse<String> sendAs(String secret, String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        request(path)
            .header("Authorization", "Bearer " + secret)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  /** Sends a request without a body or token. */
  public HttpResponse<String> sendUnknown(String method, String path)
      throws IOException, InterruptedException {
    HttpRequest request = request(path).method(method, HttpRequest.BodyPublishers.noBody()).build();
    return http.send(request, BodyHandlers.ofString());
  }

  /** Subscribes to events, resuming after an id if it is given. */
  public EventFeed events(String... lastEventId) throws IOException, InterruptedException {
    HttpRequest.Builder request = request("/events");
    for (String id : lastEventId) {
      request.header("Last-Event-ID", id);
    }
    return new EventFeed(http.send(request.build(), BodyHandlers.ofLines()).body());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(PATIENCE);
  }
}
