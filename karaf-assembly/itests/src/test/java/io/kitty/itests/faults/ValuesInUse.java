// SPDX-License-Identifier: Apache-2.0
package io.kitty.itests.faults;

import io.kitty.itests.HubProcess;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The values that components run by, from the properties of their services. */
final class ValuesInUse {
  private static final String PID = "service.pid";

  private ValuesInUse() {}

  /** Returns the values by the names of file and key, for instance {@code io.kitty.ping rate}. */
  static Map<String, String> of(HubProcess hub) throws IOException {
    Map<String, String> all = new HashMap<>();
    for (String service : hub.console("bundle:services -p").split("(?m)^-+$")) {
      Map<String, String> properties = new HashMap<>();
      service
          .lines()
          .map(line -> line.split(" = ", 2))
          .filter(property -> property.length == 2)
          .forEach(property -> properties.put(property[0], property[1].strip()));
      String file = properties.getOrDefault(PID, "").replace('~', '-').replaceAll("[\\[\\]]", "");
      properties.forEach((key, value) -> all.put(file + " " + key, value));
    }
    return all;
  }
}
