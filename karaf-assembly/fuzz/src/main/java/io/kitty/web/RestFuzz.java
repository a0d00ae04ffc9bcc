// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import static io.kitty.fuzz.Invariants.check;

import io.kitty.fuzz.Lines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Requests to the web server, with the owner's token: a line with method and path, one with a
 * header (or none), and the body. What comes of them is seen in the response: the server never
 * fails, and writes no header that the request made up.
 */
public final class RestFuzz {

  private static final RestServer SERVER = start();
  private static final Pattern RESPONSE = Pattern.compile("HTTP/1\\.1 ([2-5][0-9]{2}) ");
  private static final Pattern STREAM = Pattern.compile("[A-Z]+ [^ ?]*event.*");
  private static final int FAILED = 500;

  private RestFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    Lines.Head request = Lines.head(input);
    Lines.Head header = Lines.head(request.rest());
    if (STREAM.matcher(request.line()).matches()) {
      return; // it does not end
    }
    String response =
        new String(SERVER.send(request(request, header)), StandardCharsets.ISO_8859_1);
    Matcher status = RESPONSE.matcher(response);
    check(status.lookingAt(), "no response: " + response);
    check(Integer.parseInt(status.group(1)) != FAILED, response);
    int end = response.indexOf("\r\n\r\n");
    check(
        end > 0 && !response.substring(0, end).toLowerCase(Locale.ROOT).contains("\nx-made:"),
        response);
  }

  private static byte[] request(Lines.Head request, Lines.Head header) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        (request.line() + " HTTP/1.1\r\nHost: 127.0.0.1\r\n").getBytes(StandardCharsets.UTF_8));
    if (!header.line().isEmpty()) {
      out.writeBytes((header.line() + "\r\n").getBytes(StandardCharsets.UTF_8));
    }
    byte[] body = header.rest();
    out.writeBytes(
        ("Authorization: Bearer "
                + RestServer.TOKEN
                + "\r\nConnection: close\r\nContent-Length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(body);
    return out.toByteArray();
  }

  private static RestServer start() {
    try {
      return new RestServer();
    } catch (Exception e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
