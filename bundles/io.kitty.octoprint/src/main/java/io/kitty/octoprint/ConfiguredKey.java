// SPDX-License-Identifier: Apache-2.0
package io.kitty.octoprint;

import io.kitty.commons.key.MachineKey;
import io.kitty.commons.key.MachineSelector;
import io.kitty.commons.key.Secret;
import io.kitty.hub.ConfigConstraint;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The key of one OctoPrint, from a file of its own. */
@Component(
    name = "io.kitty.octoprint",
    service = {},
    immediate = true,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ConfiguredKey.Config.class, factory = true)
public final class ConfiguredKey {

  /** Configuration of the key of one OctoPrint. */
  @ObjectClassDefinition(
      name = "Kitty OctoPrint key",
      description = "The API key of one OctoPrint, and which one it is for.")
  @interface Config {

    @AttributeDefinition(description = "Whether this key is used.")
    boolean enabled() default true;

    @AttributeDefinition(
        description =
            "The IP address of the OctoPrint, or the host name that it announces; empty: any, then"
                + " serial is needed.",
        required = false)
    @ConfigConstraint(
        pattern = MachineSelector.HOST,
        allowed = MachineSelector.HOST_ALLOWED,
        standIn = ConfigConstraint.StandIn.NONE)
    String host() default "";

    @AttributeDefinition(
        description =
            "The serial number, UUID or MAC address that the OctoPrint announces; empty: any, then"
                + " host is needed.",
        required = false)
    @ConfigConstraint(
        pattern = MachineSelector.SERIAL,
        allowed = MachineSelector.SERIAL_ALLOWED,
        standIn = ConfigConstraint.StandIn.NONE)
    String serial() default "";

    @AttributeDefinition(
        description = "The TCP port of the OctoPrint, if the host has several; 0: any.",
        min = "0",
        max = "65535")
    @ConfigConstraint(standIn = ConfigConstraint.StandIn.NONE)
    int port() default 0;

    @AttributeDefinition(
        type = AttributeType.PASSWORD,
        description = "The API key; empty: that in the file. A file is safer.",
        required = false)
    @ConfigConstraint(environment = "OCTOPRINT_API_KEY")
    String api_key() default "";

    @AttributeDefinition(
        description = "A file that contains the API key only; empty: none.",
        required = false)
    String api_key_file() default "";
  }

  private final OctoPrintKeys registry;
  private final MachineKey<Secret> key;

  @Activate
  public ConfiguredKey(
      Config config, Map<String, Object> properties, @Reference OctoPrintKeys registry) {
    this.registry = registry;
    key =
        MachineKey.of(
            properties,
            config.enabled(),
            () -> MachineSelector.of(config.host(), config.serial(), config.port()),
            () -> Secret.needed("api.key", config.api_key(), config.api_key_file()));
    registry.keys().add(key);
  }

  @Deactivate
  void stop() {
    registry.keys().remove(key);
  }
}
