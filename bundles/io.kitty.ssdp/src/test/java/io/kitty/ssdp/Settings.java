// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp;

import java.lang.reflect.Proxy;
import java.util.Map;

/** Configurations for tests: the defaults of the annotation, but for what is given. */
final class Settings {

  private Settings() {}

  static SsdpConfig defaults() {
    return with(Map.of());
  }

  static SsdpConfig with(Map<String, Object> values) {
    return (SsdpConfig)
        Proxy.newProxyInstance(
            SsdpConfig.class.getClassLoader(),
            new Class<?>[] {SsdpConfig.class},
            (proxy, method, arguments) ->
                values.getOrDefault(method.getName(), method.getDefaultValue()));
  }
}
