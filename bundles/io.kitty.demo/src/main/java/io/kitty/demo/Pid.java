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
 * What a part of the hub is configured by.
 *
 * @param name the PID
 * @param factory whether there may be any number of such configurations
 */
record Pid(String name, boolean factory) {

  /** Every part that looks into the network lets people choose where. */
  private static final String INTERFACES = "id=\"interfaces\"";

  /** What a metatype document is about (OSGi Compendium 105.8). */
  private static final Pattern DESIGNATE =
      Pattern.compile("<Designate (pid|factoryPid)=\"(io\\.kitty\\.[^\"]+)\"");

  /**
   * The PIDs of a bundle's parts that look into the network.
   *
   * @param more the PIDs of other parts that are wanted
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
