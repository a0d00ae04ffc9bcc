// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.service;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.notify.message.Message;
import io.kitty.notify.transport.HttpPost;
import io.kitty.notify.transport.ServiceFormat;
import java.net.URI;

/** The requests of the Apprise API, which hands a message to a hundred other services. */
public final class AppriseFormat implements ServiceFormat {

  private final URI endpoint;
  private final String urls;
  private final String tag;

  /**
   * @param endpoint the URL of {@code /notify/KEY} or, with urls, of {@code /notify}
   * @param urls the services, as URLs of Apprise; {@code ""} for those that the key stands for
   * @param tag which of them; {@code ""} for all
   */
  public AppriseFormat(URI endpoint, String urls, String tag) {
    this.endpoint = endpoint;
    this.urls = urls;
    this.tag = tag;
  }

  @Override
  public HttpPost post(Message message) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    if (!urls.isEmpty()) {
      json.put("urls", urls);
    }
    if (!tag.isEmpty()) {
      json.put("tag", tag);
    }
    json.put("title", message.title());
    json.put("body", body(message));
    json.put("type", message.severity().word());
    json.put("format", "text");
    return HttpPost.json(endpoint, json);
  }

  private static String body(Message message) {
    String text = MessageText.of(message);
    return message.link() == null ? text : text + "\n" + message.link();
  }
}
