// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The payload without its volatile fields, as bytes: of two messages with the same fingerprint only
 * one needs to be parsed. Only plain values are left out, numbers and strings without escapes, so
 * that every payload with the fingerprint of a JSON object is one itself.
 */
public final class PayloadFingerprint {

  /** Fields that change with each packet: their change is no event. */
  static final List<String> VOLATILE_FIELDS =
      List.of(
          "timestamp", "time", "ts", "date", "datetime", "seq", "sequence", "counter", "uptime");

  private static final byte[][] NAMES =
      VOLATILE_FIELDS.stream()
          .map(name -> name.getBytes(StandardCharsets.US_ASCII))
          .toArray(byte[][]::new);

  private PayloadFingerprint() {}

  /** Returns the fingerprint of a message; the same array if nothing is left out. */
  public static byte[] of(byte[] message) {
    ByteArrayOutputStream fingerprint = null;
    int kept = 0;
    for (int at = 0; at < message.length; at++) {
      if (message[at] == '\\') {
        return message; // an escaped quote may follow
      }
      if (message[at] == '"') {
        int end = closing(message, at + 1);
        int value = isVolatile(message, at + 1, end) ? value(message, end + 1) : -1;
        int after = value < 0 ? -1 : after(message, value);
        if (after >= 0) {
          fingerprint =
              fingerprint == null ? new ByteArrayOutputStream(message.length) : fingerprint;
          fingerprint.write(message, kept, value - kept);
          kept = after;
          end = after - 1;
        }
        at = end;
      }
    }
    if (fingerprint == null) {
      return message;
    }
    fingerprint.write(message, kept, message.length - kept);
    return fingerprint.toByteArray();
  }

  /** Returns the end of a string: its quote, or the position before an escape. */
  private static int closing(byte[] message, int from) {
    int at = from;
    while (at < message.length && message[at] != '"' && message[at] != '\\') {
      at++;
    }
    return at < message.length && message[at] == '\\' ? at - 1 : at;
  }

  private static boolean isVolatile(byte[] message, int from, int to) {
    for (byte[] name : NAMES) {
      if (name.length == to - from && Arrays.equals(name, 0, name.length, message, from, to)) {
        return true;
      }
    }
    return false;
  }

  /** Returns where the value of a field begins; -1 if it is no field. */
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

  /** Returns where a plain value ends; -1 if it is not plain. */
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
