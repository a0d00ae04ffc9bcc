// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.service;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.notify.delivery.MessageJson;
import io.kitty.notify.message.Message;
import io.kitty.notify.transport.HttpPost;
import io.kitty.notify.transport.ServiceFormat;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/**
 * A CloudEvent in structured mode (CloudEvents 1.0, "HTTP Protocol Binding"), which is plain JSON
 * to everybody else, signed if there is a secret.
 */
public final class WebhookFormat implements ServiceFormat {

  private static final String TYPE = "io.kitty.notification";

  private final URI endpoint;
  private final WebhookSignature signature;
  private final String source;
  private final Clock clock;

  /**
   * @param source which hub it is, a relative URI
   */
  public WebhookFormat(URI endpoint, WebhookSignature signature, String source, Clock clock) {
    this.endpoint = endpoint;
    this.signature = signature;
    this.source = source;
    this.clock = clock;
  }

  @Override
  public HttpPost post(Message message) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("specversion", "1.0");
    json.put("id", message.id());
    json.put("source", source);
    json.put("type", TYPE);
    if (message.subjects().size() == 1 && !message.subjects().get(0).device().isEmpty()) {
      json.put("subject", message.subjects().get(0).device());
    }
    json.put("time", message.at().toString());
    json.put("datacontenttype", "application/json");
    ObjectNode data = MessageJson.write(message);
    data.remove("id");
    data.remove("at");
    json.set("data", data);
    byte[] body = HttpPost.bytes(json);
    Map<String, String> headers =
        new HashMap<>(signature.headers(message.id(), clock.instant(), body));
    headers.put("Content-Type", "application/cloudevents+json");
    return new HttpPost(endpoint, headers, body);
  }
}
