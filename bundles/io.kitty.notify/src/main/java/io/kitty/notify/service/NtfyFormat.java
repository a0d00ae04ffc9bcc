// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.service;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.notify.message.Message;
import io.kitty.notify.message.Severity;
import io.kitty.notify.message.Subject;
import io.kitty.notify.transport.HttpPost;
import io.kitty.notify.transport.ServiceFormat;
import java.net.URI;

/**
 * The JSON form of ntfy, which is posted to the root, not to the topic (docs.ntfy.sh, "Publish as
 * JSON"). Tags that are short names of emojis become emojis.
 */
public final class NtfyFormat implements ServiceFormat {

  /** ntfy turns a longer message into an attachment. */
  private static final int MAX_MESSAGE = 4096;

  private static final int MAX_KINDS = 3;

  private final URI root;
  private final String topic;

  /**
   * @param root the URL of the server, which ends with a slash
   */
  public NtfyFormat(URI root, String topic) {
    this.root = root;
    this.topic = topic;
  }

  @Override
  public HttpPost post(Message message) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("topic", topic);
    json.put("title", message.title());
    json.put("message", MessageText.fit(MessageText.of(message), MessageText::utf8, MAX_MESSAGE));
    json.put("priority", message.priority().ordinal() + 1);
    ArrayNode tags = json.putArray("tags");
    tags.add(emoji(message.severity()));
    message.subjects().stream()
        .map(Subject::kind)
        .filter(kind -> !kind.isEmpty())
        .distinct()
        .limit(MAX_KINDS)
        .forEach(tags::add);
    String link = message.link();
    if (link != null) {
      json.put("click", link);
      json.putArray("actions")
          .addObject()
          .put("action", "view")
          .put("label", "Open")
          .put("url", link)
          .put("clear", true);
    }
    return HttpPost.json(root, json);
  }

  private static String emoji(Severity severity) {
    return switch (severity) {
      case INFO -> "information_source";
      case SUCCESS -> "white_check_mark";
      case WARNING -> "warning";
      case FAILURE -> "rotating_light";
    };
  }
}
