// SPDX-License-Identifier: Apache-2.0
package io.kitty.testkit;

import java.lang.annotation.Annotation;
import java.lang.reflect.Proxy;
import java.util.Map;

/** Makes typed configurations for tests: the defaults of the annotation, but for what is given. */
public final class TestConfigs {

  private TestConfigs() {}

  /** All keys at their defaults. */
  public static <C extends Annotation> C defaults(Class<C> type) {
    return with(type, Map.of());
  }

  /**
   * Some keys otherwise.
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
