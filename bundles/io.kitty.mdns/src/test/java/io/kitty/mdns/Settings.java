// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns;

import java.lang.reflect.Proxy;
import java.util.Map;

/** Configurations for tests: the defaults of the annotation, but for what is given. */
final class Settings {

  private Settings() {}

  static MdnsConfig defaults() {
    return with(Map.of());
  }

  static MdnsConfig with(Map<String, Object> values) {
    return (MdnsConfig)
        Proxy.newProxyInstance(
            MdnsConfig.class.getClassLoader(),
            new Class<?>[] {MdnsConfig.class},
            (proxy, method, arguments) ->
                values.getOrDefault(method.getName(), method.getDefaultValue()));
  }
}
