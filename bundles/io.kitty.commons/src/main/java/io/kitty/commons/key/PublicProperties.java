// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons.key;

import java.util.HashMap;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/**
 * Registers a component as a service without its secrets: the properties of a service are visible
 * to every bundle and command, and Declarative Services makes the whole configuration of a
 * component with a service such properties.
 */
public final class PublicProperties {

  private PublicProperties() {}

  /**
   * Registers a service.
   *
   * @param types the types under which it is registered
   * @param properties those of the component
   * @param secret the key that is left out
   */
  public static ServiceRegistration<?> register(
      BundleContext bundle,
      Object service,
      Map<String, Object> properties,
      String secret,
      Class<?>... types) {
    Map<String, Object> visible = new HashMap<>(properties);
    visible.remove(secret);
    String[] names = new String[types.length];
    for (int i = 0; i < types.length; i++) {
      names[i] = types[i].getName();
    }
    return bundle.registerService(names, service, FrameworkUtil.asDictionary(visible));
  }
}
