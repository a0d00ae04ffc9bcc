// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify;

import io.kitty.notify.delivery.Deliveries;
import java.util.Map;

/** The name of a configuration: what is {@code NAME} in {@code PID-NAME.cfg}. */
public final class ConfigurationName {

  private static final String FILENAME = "felix.fileinstall.filename";
  private static final String SUFFIX = ".cfg";

  private ConfigurationName() {}

  /**
   * Returns the name from the file or, without one, from the PID; characters that a name may not
   * have are replaced.
   *
   * @param properties those of the component
   * @param pid the factory PID
   */
  public static String of(Map<String, Object> properties, String pid) {
    String file = properties.getOrDefault(FILENAME, "").toString();
    String text =
        file.isEmpty()
            ? properties.getOrDefault("service.pid", "").toString()
            : file.substring(file.lastIndexOf('/') + 1);
    String name = text.startsWith(pid) ? text.substring(pid.length()) : text;
    name = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    name = name.replaceFirst("^[-~.]", "").replaceAll("[^A-Za-z0-9._-]", "_");
    return Deliveries.NAME.matcher(name).matches() ? name : "unnamed";
  }
}
