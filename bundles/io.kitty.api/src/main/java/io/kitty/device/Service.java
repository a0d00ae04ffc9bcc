// SPDX-License-Identifier: Apache-2.0
package io.kitty.device;

import io.kitty.text.BoundedMaps;
import io.kitty.text.SafeText;
import io.kitty.text.SharedText;
import java.util.Map;

/**
 * A service that a device offers.
 *
 * @param type the service type as the protocol writes it, for instance {@code _octoprint._tcp} or a
 *     UPnP URN
 * @param name the instance name, {@code ""} if it has none
 * @param port the port, from 1 to 65535; 0 if unknown or out of range
 * @param txt its key-value pairs, without credentials
 * @param url its web page, {@code ""} if it has none or it is unknown
 */
public record Service(String type, String name, int port, Map<String, String> txt, String url) {

  /** The maximum length of each text, in characters. */
  static final int MAX_TEXT = 256;

  /** The maximum number of pairs. */
  static final int MAX_PAIRS = 64;

  private static final int MAX_PORT = 65_535;

  public Service {
    port = port < 0 || port > MAX_PORT ? 0 : port;
    type = SharedText.of(SafeText.clean(type, MAX_TEXT));
    name = SafeText.clean(name, MAX_TEXT);
    txt = BoundedMaps.copy(txt, MAX_PAIRS, value -> SharedText.of(SafeText.clean(value, MAX_TEXT)));
    url = SafeText.clean(url, MAX_TEXT);
  }

  /** Creates a service without a web page. */
  public Service(String type, String name, int port, Map<String, String> txt) {
    this(type, name, port, txt, "");
  }
}
