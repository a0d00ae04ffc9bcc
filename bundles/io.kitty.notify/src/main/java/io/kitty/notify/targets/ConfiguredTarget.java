// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.targets;

import io.kitty.notify.ConfigurationName;
import io.kitty.notify.delivery.Deliveries;
import io.kitty.notify.delivery.Target;
import java.time.Clock;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** A target, from a file of its own. */
@Component(
    name = ConfiguredTarget.PID,
    service = {},
    immediate = true,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = TargetConfig.class, factory = true)
public final class ConfiguredTarget {

  static final String PID = "io.kitty.notify.target";

  private final Deliveries deliveries;
  private final Target target;

  @Activate
  public ConfiguredTarget(
      TargetConfig config, Map<String, Object> properties, @Reference Deliveries deliveries) {
    this.deliveries = deliveries;
    target = target(ConfigurationName.of(properties, PID), config, deliveries);
    deliveries.put(target);
  }

  private static Target target(String name, TargetConfig config, Deliveries deliveries) {
    if (!config.enabled()) {
      return new Target(name, "", "", false, "", null);
    }
    try {
      TargetService service =
          TargetServices.find(
              TargetSettings.of(name, config),
              config.ca_file(),
              deliveries.folder(),
              Clock.systemUTC());
      return new Target(name, service.name(), service.address(), true, "", service.transport());
    } catch (IllegalArgumentException e) {
      String problem = "etc/" + PID + "-" + name + ".cfg: " + e.getMessage();
      return new Target(name, "", "", true, problem, null);
    }
  }

  @Deactivate
  void stop() {
    deliveries.remove(target);
  }
}
