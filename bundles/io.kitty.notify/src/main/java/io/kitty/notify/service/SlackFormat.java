// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.service;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.notify.message.Message;
import io.kitty.notify.message.Severity;
import io.kitty.notify.transport.HttpPost;
import io.kitty.notify.transport.ServiceFormat;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * The messages of Slack's incoming webhooks, which Mattermost, Rocket.Chat and others accept, too.
 * Nothing in them mentions anybody, as devices choose their names.
 */
public final class SlackFormat implements ServiceFormat {

  private static final String ZERO_WIDTH_SPACE = "\u200B";
  private static final Pattern MENTION = Pattern.compile("(?i)@(?=all|channel|everyone|here)");

  private final URI webhook;

  public SlackFormat(URI webhook) {
    this.webhook = webhook;
  }

  @Override
  public HttpPost post(Message message) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("text", plain(message.title()));
    ObjectNode attachment = json.putArray("attachments").addObject();
    if (message.link() != null) {
      attachment.put("title", "Open");
      attachment.put("title_link", message.link());
    }
    attachment.put("text", plain(MessageText.of(message)));
    attachment.put("color", color(message.severity()));
    return HttpPost.json(webhook, json);
  }

  private static String plain(String text) {
    return MENTION.matcher(MessageText.escape(text)).replaceAll("@" + ZERO_WIDTH_SPACE);
  }

  private static String color(Severity severity) {
    return switch (severity) {
      case INFO -> "#3B82F6";
      case SUCCESS -> "good";
      case WARNING -> "warning";
      case FAILURE -> "danger";
    };
  }
}
