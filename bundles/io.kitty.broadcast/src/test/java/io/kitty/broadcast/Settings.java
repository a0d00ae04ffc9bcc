// SPDX-License-Identifier: Apache-2.0
package io.kitty.broadcast;

import java.lang.reflect.Proxy;
import java.util.Map;

/** Configurations for tests: the defaults of the annotation, but for what is given. */
final class Settings {

  private Settings() {}

  static BroadcastConfig defaults() {
    return with(Map.of());
  }

  static BroadcastConfig with(Map<String, Object> values) {
    return (BroadcastConfig)
        Proxy.newProxyInstance(
            BroadcastConfig.class.getClassLoader(),
            new Class<?>[] {BroadcastConfig.class},
            (proxy, method, arguments) ->
                values.getOrDefault(method.getName().replace("_", "."), method.getDefaultValue()));
  }
}
