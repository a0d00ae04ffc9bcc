// SPDX-License-Identifier: Apache-2.0
package io.kitty.mqtt.broker.socket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.kitty.commons.tcp.WebSocketKey;
import io.kitty.mqtt.broker.BrokerUrl;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The streams of a WebSocket (RFC 6455) that carries MQTT (MQTT 3.1.1, section 6).
 *
 * @param in what the broker sends, without the frames around it
 * @param out what is sent, each write a frame of its own
 */
record WebSocketStreams(InputStream in, OutputStream out) {

  private static final int MAX_HEADERS = 8192;
  private static final String END = "\r\n\r\n";

  private static final Pattern ACCEPT =
      Pattern.compile(
          "\r\nsec-websocket-accept:[ \t]*([A-Za-z0-9+/=]+)[ \t]*\r\n", Pattern.CASE_INSENSITIVE);

  /**
   * Asks the broker to open one.
   *
   * @throws IOException if it does not
   */
  static WebSocketStreams open(InputStream in, OutputStream out, BrokerUrl url) throws IOException {
    WebSocketKey key = WebSocketKey.random();
    String path = url.path().isEmpty() ? "/" : url.path();
    String request =
        "GET %s HTTP/1.1\r\nHost: %s:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                .formatted(path, url.host(), url.port())
            + "Sec-WebSocket-Key: %s\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: mqtt%s"
                .formatted(key.text(), END);
    out.write(request.getBytes(US_ASCII));
    out.flush();
    String answer = answer(in);
    Matcher accept = ACCEPT.matcher(answer);
    if (!answer.matches("(?s)HTTP/1\\.1 101 .*")
        || !accept.find()
        || !accept.group(1).equals(key.accept())) {
      throw new ProtocolException("it opens no WebSocket at this path");
    }
    WebSocketOutput sent = new WebSocketOutput(out);
    return new WebSocketStreams(new WebSocketInput(in, sent), sent);
  }

  private static String answer(InputStream in) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    while (answer.size() < MAX_HEADERS) {
      int octet = in.read();
      if (octet < 0) {
        throw new EOFException();
      }
      answer.write(octet);
      if (octet == '\n' && answer.toString(ISO_8859_1).endsWith(END)) {
        return answer.toString(ISO_8859_1);
      }
    }
    throw new ProtocolException("its answer is too long");
  }
}
