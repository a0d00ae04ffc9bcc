// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell;

import io.kitty.hub.DeviceCodec;
import io.kitty.hub.Health;
import io.kitty.hub.Hub;
import io.kitty.shell.format.SafeTable;
import java.util.Locale;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** Shows the health of the hub. */
@Service
@Command(
    scope = "kitty",
    name = "health",
    description = "Shows the hub's health, with the reasons.")
public class HealthCommand implements Action {

  @Reference private Hub hub;
  @Reference private DeviceCodec codec;

  @Option(name = "--json", description = "Print a JSON object.")
  private boolean json;

  @Override
  public @Nullable Object execute() {
    Health health = hub.health();
    String status = health.status().name().toLowerCase(Locale.ROOT);
    if (json) {
      System.out.println(codec.json(health));
      return null;
    }
    System.out.println(status + ", version " + health.version());
    health.reasons().forEach(reason -> System.out.println("  " + SafeTable.fit(reason, 400)));
    health.modules().entrySet().stream()
        .filter(module -> !module.getValue())
        .forEach(module -> System.out.println("  not running: " + module.getKey()));
    return null;
  }
}
