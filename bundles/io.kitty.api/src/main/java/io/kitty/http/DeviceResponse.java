// SPDX-License-Identifier: Apache-2.0
package io.kitty.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The response of a device's web server; untrusted. The body of a redirection (3xx) is not read.
 */
public final class DeviceResponse {

  private final int status;
  private final Map<String, String> headers;
  private final byte[] body;
  private final boolean complete;
  private final Duration took;

  /**
   * @param headers by name in any case
   * @param body without the encoding of the transfer; not copied
   * @param complete whether the whole body was received
   * @param took the time from the start of the connection
   */
  public DeviceResponse(
      int status, Map<String, String> headers, byte[] body, boolean complete, Duration took) {
    this.status = status;
    Map<String, String> byName = new TreeMap<>();
    headers.forEach((name, value) -> byName.put(name.toLowerCase(Locale.ROOT), value));
    this.headers = Map.copyOf(byName);
    this.body = body;
    this.complete = complete;
    this.took = took;
  }

  /** Returns the status code, 200 to 599. */
  public int status() {
    return status;
  }

  /**
   * Returns the value of a header, the last one if there are several; {@code ""} if it is absent.
   */
  public String header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }

  /** Returns the body; not a copy. */
  public byte[] body() {
    return body;
  }

  /** Returns the body as UTF-8; malformed bytes become U+FFFD. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /**
   * Returns whether the whole body was received. If the connection broke or the deadline passed
   * after its first bytes, those are the body, as some devices state a wrong length.
   */
  public boolean complete() {
    return complete;
  }

  /** Returns the time from the start of the connection to the end of the response. */
  public Duration took() {
    return took;
  }
}
