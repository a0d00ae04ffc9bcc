// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu;

import java.lang.reflect.Proxy;
import java.util.Map;

/** Configurations for tests: the defaults of the annotation, but for what is given. */
final class Settings {

  private Settings() {}

  static BambuConfig defaults() {
    return with(Map.of());
  }

  static BambuConfig with(Map<String, Object> values) {
    return (BambuConfig)
        Proxy.newProxyInstance(
            BambuConfig.class.getClassLoader(),
            new Class<?>[] {BambuConfig.class},
            (proxy, method, arguments) ->
                values.getOrDefault(method.getName(), method.getDefaultValue()));
  }
}
