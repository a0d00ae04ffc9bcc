// SPDX-License-Identifier: Apache-2.0
package io.kitty.beacon;

import java.lang.reflect.Proxy;
import java.util.Map;

/** Configurations for tests: the defaults of the annotation, but for what is given. */
final class Settings {

  private Settings() {}

  static BeaconConfig defaults() {
    return with(Map.of());
  }

  static BeaconConfig with(Map<String, Object> values) {
    return (BeaconConfig)
        Proxy.newProxyInstance(
            BeaconConfig.class.getClassLoader(),
            new Class<?>[] {BeaconConfig.class},
            (proxy, method, arguments) ->
                values.getOrDefault(method.getName(), method.getDefaultValue()));
  }
}
