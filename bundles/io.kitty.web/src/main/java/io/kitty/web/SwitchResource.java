// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import io.kitty.hub.Hub;
import io.kitty.hub.ModuleStatus;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The resource {@code /protocols/{id}/enabled}. */
final class SwitchResource {

  private static final Logger LOG = LoggerFactory.getLogger(SwitchResource.class);

  /** Switches a module by its configuration. */
  @FunctionalInterface
  interface Switch {
    /**
     * @throws IOException if the configuration cannot be kept
     */
    void set(String module, boolean enabled) throws IOException;
  }

  private final Hub hub;
  private final Switch modules;
  private final Function<String, @Nullable String> environment;

  /**
   * @param environment the environment's variables, by name
   */
  SwitchResource(Hub hub, Switch modules, Function<String, @Nullable String> environment) {
    this.hub = hub;
    this.modules = modules;
    this.environment = environment;
  }

  void put(Exchange exchange, List<String> variables) {
    String id = variables.get(0);
    ModuleStatus module =
        hub.modules().stream()
            .filter(each -> each.protocol() && each.id().equals(id))
            .findFirst()
            .orElseThrow(() -> new Problem(HttpStatus.NOT_FOUND_404, "there is no protocol " + id));
    if (!module.switchable()) {
      throw new Problem(
          HttpStatus.CONFLICT_409,
          id
              + " runs once for each of its configurations and has no switch of its own: copy its"
              + " -example.cfg in the folder etc under another name, and write enabled = true there");
    }
    boolean enabled = JsonBody.of(exchange, "enabled").flag("enabled");
    String variable = "ENABLE_" + id.toUpperCase(Locale.ROOT);
    String fixed = environment.apply(variable);
    if (fixed != null && !fixed.isBlank()) {
      throw new Problem(
          HttpStatus.CONFLICT_409, "the environment says " + variable + " = " + fixed.strip());
    }
    try {
      modules.set(id, enabled);
    } catch (IOException | RuntimeException e) {
      LOG.debug("Switching {}", id, e);
      throw new Problem(HttpStatus.INTERNAL_SERVER_ERROR_500, "the configuration was not changed");
    }
    exchange.done();
  }
}
