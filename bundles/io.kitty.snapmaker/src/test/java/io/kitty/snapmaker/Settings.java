// SPDX-License-Identifier: Apache-2.0
package io.kitty.snapmaker;

import java.lang.reflect.Proxy;
import java.util.Map;

/** Configurations for tests: the defaults of the annotation, but for what is given. */
final class Settings {

  private Settings() {}

  static SnapmakerConfig defaults() {
    return with(Map.of());
  }

  static SnapmakerConfig with(Map<String, Object> values) {
    return (SnapmakerConfig)
        Proxy.newProxyInstance(
            SnapmakerConfig.class.getClassLoader(),
            new Class<?>[] {SnapmakerConfig.class},
            (proxy, method, arguments) ->
                values.getOrDefault(method.getName(), method.getDefaultValue()));
  }
}
