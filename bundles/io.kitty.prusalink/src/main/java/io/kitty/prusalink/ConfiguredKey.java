// SPDX-License-Identifier: Apache-2.0
package io.kitty.prusalink;

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

/** The password or key of one Prusa printer, from a file of its own. */
@Component(
    name = "io.kitty.prusalink",
    service = {},
    immediate = true,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = ConfiguredKey.Config.class, factory = true)
public final class ConfiguredKey {

  /** Configuration of the password or key of one Prusa printer. */
  @ObjectClassDefinition(
      name = "Kitty PrusaLink key",
      description = "The password or API key of one Prusa printer, and which one it is for.")
  @interface Config {

    @AttributeDefinition(description = "Whether this key is used.")
    boolean enabled() default true;

    @AttributeDefinition(
        description =
            "The IP address of the printer, or the host name that it announces; empty: any, then"
                + " serial is needed.",
        required = false)
    @ConfigConstraint(
        pattern = MachineSelector.HOST,
        allowed = MachineSelector.HOST_ALLOWED,
        standIn = ConfigConstraint.StandIn.NONE)
    String host() default "";

    @AttributeDefinition(
        description =
            "The serial number, UUID or MAC address that the printer announces; empty: any, then"
                + " host is needed.",
        required = false)
    @ConfigConstraint(
        pattern = MachineSelector.SERIAL,
        allowed = MachineSelector.SERIAL_ALLOWED,
        standIn = ConfigConstraint.StandIn.NONE)
    String serial() default "";

    @AttributeDefinition(
        description = "The TCP port of the printer, if the host has several; 0: any.",
        min = "0",
        max = "65535")
    @ConfigConstraint(standIn = ConfigConstraint.StandIn.NONE)
    int port() default 0;

    @AttributeDefinition(description = "The user whose password it is.")
    @ConfigConstraint(
        pattern = "[\\x20-\\x7e&&[^:]]{1,64}",
        allowed = "names of up to 64 printable ASCII characters without colon")
    String user() default "maker";

    @AttributeDefinition(
        type = AttributeType.PASSWORD,
        description = "The password of the user; empty: that in the file. A file is safer.",
        required = false)
    @ConfigConstraint(environment = "PRUSALINK_PASSWORD")
    String password() default "";

    @AttributeDefinition(
        description = "A file that contains the password only; empty: none.",
        required = false)
    String password_file() default "";

    @AttributeDefinition(
        type = AttributeType.PASSWORD,
        description =
            "The API key, for a printer without user and password; empty: that in the file.",
        required = false)
    @ConfigConstraint(environment = "PRUSALINK_API_KEY")
    String api_key() default "";

    @AttributeDefinition(
        description = "A file that contains the API key only; empty: none.",
        required = false)
    String api_key_file() default "";
  }

  private final PrusaLinkKeys registry;
  private final MachineKey<PrusaLinkCredential> key;

  @Activate
  public ConfiguredKey(
      Config config, Map<String, Object> properties, @Reference PrusaLinkKeys registry) {
    this.registry = registry;
    key =
        MachineKey.of(
            properties,
            config.enabled(),
            () -> MachineSelector.of(config.host(), config.serial(), config.port()),
            () ->
                new PrusaLinkCredential(
                    config.user(),
                    Secret.of("password", config.password(), config.password_file()),
                    Secret.of("api.key", config.api_key(), config.api_key_file())));
    registry.keys().add(key);
  }

  @Deactivate
  void stop() {
    registry.keys().remove(key);
  }
}
