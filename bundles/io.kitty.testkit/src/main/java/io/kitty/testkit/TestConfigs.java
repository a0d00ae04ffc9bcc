// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.Map;

/**
 * Creates typed configurations for tests: the defaults of the annotation, except for given values.
 */
public final class TestConfigs {

  private TestConfigs() {}

  /** Returns the defaults of all keys. */
  public static <C extends Annotation> C defaults(Class<C> type) {
    return with(type, Map.of());
  }

  /**
   * Returns the defaults with some keys replaced.
   *
   * @param values by the name of the annotation's method
   */
  public static <C extends Annotation> C with(Class<C> type, Map<String, Object> values) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                values.getOrDefault(method.getName(), method.getDefaultValue())));
  }
}
