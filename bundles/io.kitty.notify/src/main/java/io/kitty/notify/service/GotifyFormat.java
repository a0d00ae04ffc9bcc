// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.service;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.notify.message.Message;
import io.kitty.notify.message.Priority;
import io.kitty.notify.transport.HttpPost;
import io.kitty.notify.transport.ServiceFormat;
import java.net.URI;
import java.util.Map;

/** The messages of Gotify (its API, "POST /message"). */
public final class GotifyFormat implements ServiceFormat {

  private final URI endpoint;
  private final String token;

  /**
   * @param endpoint the URL of {@code /message}
   * @param token the token of the application
   */
  public GotifyFormat(URI endpoint, String token) {
    this.endpoint = endpoint;
    this.token = token;
  }

  @Override
  public HttpPost post(Message message) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("title", message.title());
    json.put("message", MessageText.of(message));
    json.put("priority", priority(message.priority()));
    ObjectNode extras = json.putObject("extras");
    extras.putObject("client::display").put("contentType", "text/plain");
    if (message.link() != null) {
      extras.putObject("client::notification").putObject("click").put("url", message.link());
    }
    return new HttpPost(
        endpoint,
        Map.of("Content-Type", "application/json", "X-Gotify-Key", token),
        HttpPost.bytes(json));
  }

  /** The app shows 1 to 3 silently, 4 to 7 with a sound, and 8 to 10 with a vibration, too. */
  private static int priority(Priority priority) {
    return switch (priority) {
      case MIN -> 1;
      case LOW -> 3;
      case DEFAULT -> 5;
      case HIGH -> 8;
      case MAX -> 10;
    };
  }
}
