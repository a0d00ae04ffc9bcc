// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * What a message says but for the values that are others with each packet, as bytes: two messages
 * of the same essence need not both be read. Only what is plain is left out, a number or a text
 * without escapes, so that whatever has the essence of a JSON object is one.
 */
final class PayloadFingerprint {

  /** Fields that are another with each packet: their change is no news. */
  static final List<String> RESTLESS =
      List.of(
          "timestamp", "time", "ts", "date", "datetime", "seq", "sequence", "counter", "uptime");

  private static final byte[][] NAMES =
      RESTLESS.stream()
          .map(name -> name.getBytes(StandardCharsets.US_ASCII))
          .toArray(byte[][]::new);

  private PayloadFingerprint() {}

  /** The essence of a message; the very same array where nothing is to be left out. */
  static byte[] of(byte[] message) {
    ByteArrayOutputStream essence = null;
    int kept = 0;
    for (int at = 0; at < message.length; at++) {
      if (message[at] == '\\') {
        return message; // a quote may be none
      }
      if (message[at] == '"') {
        int end = closing(message, at + 1);
        int value = isRestless(message, at + 1, end) ? value(message, end + 1) : -1;
        int after = value < 0 ? -1 : after(message, value);
        if (after >= 0) {
          essence = essence == null ? new ByteArrayOutputStream(message.length) : essence;
          essence.write(message, kept, value - kept);
          kept = after;
          end = after - 1;
        }
        at = end;
      }
    }
    if (essence == null) {
      return message;
    }
    essence.write(message, kept, message.length - kept);
    return essence.toByteArray();
  }

  /** Where a text ends: at its quote, or before what is not plain. */
  private static int closing(byte[] message, int from) {
    int at = from;
    while (at < message.length && message[at] != '"' && message[at] != '\\') {
      at++;
    }
    return at < message.length && message[at] == '\\' ? at - 1 : at;
  }

  private static boolean isRestless(byte[] message, int from, int to) {
    for (byte[] name : NAMES) {
      if (name.length == to - from && Arrays.equals(name, 0, name.length, message, from, to)) {
        return true;
      }
    }
    return false;
  }

  /** Where the value of a field begins; -1 if that was no field. */
  private static int value(byte[] message, int from) {
    int colon = skipBlanks(message, from);
    return colon < message.length && message[colon] == ':' ? skipBlanks(message, colon + 1) : -1;
  }

  private static int skipBlanks(byte[] message, int from) {
    int at = from;
    while (at < message.length && message[at] == ' ') {
      at++;
    }
    return at;
  }

  /** Where a plain value ends; -1 if it is none. */
  private static int after(byte[] message, int from) {
    boolean text = from < message.length && message[from] == '"';
    int at = text ? from + 1 : from;
    boolean point = false;
    while (at < message.length && (text ? isPlain(message[at]) : isPart(message[at], point))) {
      point |= message[at] == '.';
      at++;
    }
    if (at == message.length) {
      return -1;
    }
    if (text) {
      return message[at] == '"' ? at + 1 : -1;
    }
    boolean number = isDigit(message[from]) && isDigit(message[at - 1]) && at > from;
    boolean strict = number && (message[from] != '0' || at == from + 1 || message[from + 1] == '.');
    return strict && (message[at] == ',' || message[at] == '}' || message[at] == ' ') ? at : -1;
  }

  private static boolean isPlain(byte character) {
    return character >= ' ' && character != '"' && character != '\\';
  }

  private static boolean isPart(byte character, boolean point) {
    return isDigit(character) || character == '.' && !point;
  }

  private static boolean isDigit(byte character) {
    return character >= '0' && character <= '9';
  }
}
