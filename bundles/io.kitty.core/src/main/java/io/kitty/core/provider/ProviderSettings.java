// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.provider;

import io.kitty.discovery.InterfaceFilter;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a provider that the hub itself reads.
 *
 * @param enabled whether it is to run
 * @param interfaces the interfaces it may use
 * @param needsInterface whether it cannot work without one of them: it has the key {@code
 *     interfaces}, and no subnets of its own to scan instead
 */
public record ProviderSettings(
    boolean enabled, InterfaceFilter interfaces, boolean needsInterface) {

  private static final String INTERFACES = "interfaces";

  /** Reads the properties of a provider's service. */
  public static ProviderSettings of(Map<String, Object> properties) {
    Object patterns = properties.get(INTERFACES);
    return new ProviderSettings(
        !"false".equalsIgnoreCase(String.valueOf(properties.get("enabled")).strip()),
        InterfaceFilter.of(patterns == null ? InterfaceFilter.DEFAULT : patterns.toString()),
        patterns != null && isEmpty(properties.get("subnets")));
  }

  private static boolean isEmpty(@Nullable Object value) {
    return value instanceof Object[] several
        ? Arrays.stream(several).allMatch(ProviderSettings::isEmpty)
        : value == null || value.toString().isBlank();
  }
}
