// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns;

import io.kitty.testkit.FakeContext;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.LongSupplier;

/** Configurations for tests: the defaults of the annotation, but for what is given. */
final class Settings {

  private Settings() {}

  static MdnsConfig defaults() {
    return with(Map.of());
  }

  /** A provider that goes by the clock of a context and announces nothing. */
  static MdnsProvider provider(MdnsConfig config, FakeContext context) {
    return provider(config, context.clock()::nanos, context.clock());
  }

  static MdnsProvider provider(MdnsConfig config, LongSupplier nanos, InstantSource wall) {
    return new MdnsProvider(
        config,
        (address, page) -> {
          throw new IOException("no responder here");
        },
        nanos,
        wall,
        Path.of("target", "mdns.id"),
        "1.0.0");
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
