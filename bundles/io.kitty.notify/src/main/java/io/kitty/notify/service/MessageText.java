// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kitty.notify.message.Message;
import java.util.function.ToIntFunction;

/** Fits the text of messages into the bounds of services. */
final class MessageText {

  private static final String MORE = "\u2026";

  private MessageText() {}

  /** Returns the text of a message; its title if it has none. */
  static String of(Message message) {
    return message.text().isBlank() ? message.title() : message.text();
  }

  /**
   * Returns a text of at most some characters: cut after a line or a word, where one ends in its
   * second half, and never inside a surrogate pair; then it ends with an ellipsis.
   */
  static String cut(String text, int max) {
    if (text.length() <= max) {
      return text;
    }
    int end = Math.max(0, max - MORE.length() - 1);
    int line = text.lastIndexOf('\n', end);
    int word = text.lastIndexOf(' ', end);
    if (line >= end / 2 && line > 0) {
      return text.substring(0, line).stripTrailing() + "\n" + MORE;
    }
    if (word >= end / 2 && word > 0) {
      return text.substring(0, word).stripTrailing() + " " + MORE;
    }
    boolean pair = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
    return text.substring(0, pair ? end - 1 : end) + MORE;
  }

  /**
   * Returns a text, cut so that it is small enough once it is encoded.
   *
   * @param size returns the size of an encoded text; at most six for a character
   */
  static String fit(String text, ToIntFunction<String> size, int max) {
    int length = text.length();
    String fitting = text;
    int over = size.applyAsInt(fitting) - max;
    while (over > 0 && length > 0) {
      length = Math.max(0, length - Math.max(1, over / 6));
      fitting = cut(text, length);
      over = size.applyAsInt(fitting) - max;
    }
    return fitting;
  }

  /** Returns the length of a text in UTF-8. */
  static int utf8(String text) {
    return text.getBytes(UTF_8).length;
  }

  /** Returns a text with the characters escaped that Telegram's HTML and Slack's mrkdwn reserve. */
  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
