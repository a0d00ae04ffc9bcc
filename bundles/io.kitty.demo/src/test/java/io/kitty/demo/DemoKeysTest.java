// SPDX-License-Identifier: Apache-2.0
package io.kitty.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.kitty.demo.Scenario.Key;
import io.kitty.demo.Scenario.Role;
import java.lang.reflect.Proxy;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** The keys in a configuration admin service reduced to what they need. */
class DemoKeysTest {

  private final Map<String, Object> stored = new TreeMap<>();

  private final ConfigurationAdmin configurations =
      fake(
          ConfigurationAdmin.class,
          (name, arguments) -> configuration(arguments[0] + "~" + arguments[1]));

  private Configuration configuration(String pid) {
    return fake(
        Configuration.class,
        (name, arguments) ->
            switch (name) {
              case "update" -> stored.put(pid, ((Dictionary<?, ?>) arguments[0]).get("api.key"));
              case "delete" -> stored.remove(pid);
              default -> pid;
            });
  }

  private static <T> T fake(Class<T> type, BiFunction<String, Object[], Object> methods) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Object result = methods.apply(method.getName(), arguments);
              return method.getReturnType() == void.class ? null : result;
            }));
  }

  private static Role role(String address, Key key) {
    return new Role(address, true, null, key, Map.of(), List.of());
  }

  @Test
  void areThereAsLongAsTheDemo() throws Exception {
    Key key = new Key("io.kitty.octoprint", Map.of("api.key", "demo"));

    DemoKeys keys =
        new DemoKeys(configurations, List.of(role("127.0.0.2", key), role("127.0.0.3", null)));
    assertThat(stored)
        .containsExactly(Map.entry("io.kitty.octoprint~demo-127.0.0.2", (Object) "demo"));

    keys.close();
    assertThat(stored).isEmpty();
  }
}
