// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.service;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.notify.message.Message;
import io.kitty.notify.message.Priority;
import io.kitty.notify.message.Severity;
import io.kitty.notify.transport.HttpPost;
import io.kitty.notify.transport.ServiceFormat;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * The messages of Discord's webhooks ("Execute Webhook"): the title is the content, the text an
 * embed. Nothing in them mentions anybody or is taken for Markdown, as devices choose their names.
 */
public final class DiscordFormat implements ServiceFormat {

  private static final int MAX_CONTENT = 2000;
  private static final int MAX_DESCRIPTION = 4096;

  /** The flag that makes a message silent. */
  private static final int SUPPRESS_NOTIFICATIONS = 4096;

  private static final Pattern MARKDOWN = Pattern.compile("[\\\\*_~`|<>\\[\\]()#@]");

  private final URI webhook;

  public DiscordFormat(URI webhook) {
    this.webhook = webhook;
  }

  @Override
  public HttpPost post(Message message) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("username", "Kitty");
    json.put("content", fit("**%s**", message.title(), MAX_CONTENT));
    json.putObject("allowed_mentions").putArray("parse");
    ObjectNode embed = json.putArray("embeds").addObject();
    embed.put("description", fit("%s", MessageText.of(message), MAX_DESCRIPTION));
    embed.put("color", color(message.severity()));
    embed.put("timestamp", message.at().toString());
    if (message.link() != null) {
      embed.put("title", "Open");
      embed.put("url", message.link());
    }
    if (message.priority().compareTo(Priority.DEFAULT) < 0) {
      json.put("flags", SUPPRESS_NOTIFICATIONS);
    }
    return HttpPost.json(webhook, json);
  }

  private static String fit(String frame, String text, int max) {
    int room = max - frame.length();
    return frame.formatted(escape(MessageText.fit(text, each -> escape(each).length(), room)));
  }

  private static String escape(String text) {
    return MARKDOWN.matcher(text).replaceAll("\\\\$0");
  }

  private static int color(Severity severity) {
    return switch (severity) {
      case INFO -> 0x3B82F6;
      case SUCCESS -> 0x22C55E;
      case WARNING -> 0xF59E0B;
      case FAILURE -> 0xEF4444;
    };
  }
}
