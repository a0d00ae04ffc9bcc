// SPDX-License-Identifier: Apache-2.0
package io.kitty.device;

import java.util.Map;

/**
 * A service that a machine offers.
 *
 * @param type the service type in its protocol's words, for instance {@code _octoprint._tcp} or a
 *     UPnP URN
 * @param name the instance name, {@code ""} where there is none
 * @param port the port, 0 where unknown
 * @param txt its key-value pairs, without credentials
 * @param url its page for people, {@code ""} where it has none or that is not known
 */
public record Service(String type, String name, int port, Map<String, String> txt, String url) {

  /** The longest text that is kept of each part, in characters. */
  static final int MAX_TEXT = 256;

  /** How many pairs are kept. */
  static final int MAX_PAIRS = 64;

  public Service {
    type = SafeText.clean(type, MAX_TEXT);
    name = SafeText.clean(name, MAX_TEXT);
    txt = BoundedMaps.copy(txt, MAX_PAIRS, value -> SafeText.clean(value, MAX_TEXT));
    url = SafeText.clean(url, MAX_TEXT);
  }

  /** A service of which no page is known. */
  public Service(String type, String name, int port, Map<String, String> txt) {
    this(type, name, port, txt, "");
  }
}
