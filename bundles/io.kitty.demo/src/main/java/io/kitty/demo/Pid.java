// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;

/**
 * The PID of a module's configuration.
 *
 * @param name the PID
 * @param factory whether it is a factory PID
 */
record Pid(String name, boolean factory) {

  /** Every module that uses the network has this setting. */
  private static final String INTERFACES = "id=\"interfaces\"";

  /** The designate of a metatype document (OSGi Compendium 105.8). */
  private static final Pattern DESIGNATE =
      Pattern.compile("<Designate (pid|factoryPid)=\"(io\\.kitty\\.[^\"]+)\"");

  /**
   * Returns the PIDs of a bundle's modules that use the network.
   *
   * @param more the PIDs of other modules to include
   */
  static List<Pid> of(Bundle bundle, Set<String> more) throws IOException {
    Enumeration<URL> documents = bundle.findEntries("OSGI-INF/metatype", "*.xml", false);
    if (documents == null) {
      return List.of();
    }
    List<Pid> pids = new ArrayList<>();
    for (URL each : Collections.list(documents)) {
      try (InputStream stream = each.openStream()) {
        String document = new String(stream.readAllBytes(), UTF_8);
        Matcher designate = DESIGNATE.matcher(document);
        if (designate.find()
            && (document.contains(INTERFACES) || more.contains(designate.group(2)))) {
          pids.add(new Pid(designate.group(2), designate.group(1).equals("factoryPid")));
        }
      }
    }
    return pids;
  }
}
