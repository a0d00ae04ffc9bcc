// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.service;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kitty.notify.message.Message;
import io.kitty.notify.message.Priority;
import io.kitty.notify.transport.HttpPost;
import io.kitty.notify.transport.ServiceFormat;
import java.net.URI;

/** The method {@code sendMessage} of Telegram's Bot API, with its HTML. */
public final class TelegramFormat implements ServiceFormat {

  private static final int MAX_TEXT = 4096;

  private final URI method;
  private final String chat;
  private final int thread;

  /**
   * @param method the URL of the method, which contains the token of the bot
   * @param chat the id of the chat, or {@code @} and the name of the channel
   * @param thread the id of a topic in the chat; 0 for none
   */
  public TelegramFormat(URI method, String chat, int thread) {
    this.method = method;
    this.chat = chat;
    this.thread = thread;
  }

  @Override
  public HttpPost post(Message message) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("chat_id", chat);
    if (thread != 0) {
      json.put("message_thread_id", thread);
    }
    json.put("text", html(message));
    json.put("parse_mode", "HTML");
    json.put("disable_notification", message.priority().compareTo(Priority.DEFAULT) < 0);
    return HttpPost.json(method, json);
  }

  private static String html(Message message) {
    String head = "<b>" + MessageText.escape(message.title()) + "</b>";
    String link = message.link();
    String foot = link == null ? "" : "\n<a href=\"" + attribute(link) + "\">Open</a>";
    int rest = MAX_TEXT - head.length() - foot.length() - 1;
    String text = MessageText.fit(message.text(), each -> MessageText.escape(each).length(), rest);
    return head + (text.isBlank() ? "" : "\n" + MessageText.escape(text)) + foot;
  }

  private static String attribute(String value) {
    return MessageText.escape(value).replace("\"", "&quot;");
  }
}
