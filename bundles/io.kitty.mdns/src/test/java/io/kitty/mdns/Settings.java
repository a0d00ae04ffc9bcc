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

  static MdnsProvider.Config defaults() {
    return with(Map.of());
  }

  /** A provider that goes by the clock of a context and announces nothing. */
  static MdnsProvider provider(MdnsProvider.Config config, FakeContext context) {
    return provider(config, context.clock()::nanos, context.clock());
  }

  static MdnsProvider provider(MdnsProvider.Config config, LongSupplier nanos, InstantSource wall) {
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

  static MdnsProvider.Config with(Map<String, Object> values) {
    return (MdnsProvider.Config)
        Proxy.newProxyInstance(
            MdnsProvider.Config.class.getClassLoader(),
            new Class<?>[] {MdnsProvider.Config.class},
            (proxy, method, arguments) ->
                values.getOrDefault(method.getName(), method.getDefaultValue()));
  }
}
