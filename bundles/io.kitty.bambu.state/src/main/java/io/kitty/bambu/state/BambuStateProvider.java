// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu.state;

import io.kitty.bambu.state.mqtt.PrinterTrust;
import io.kitty.commons.key.MachineKey;
import io.kitty.commons.key.MachineSelector;
import io.kitty.commons.key.PublicProperties;
import io.kitty.commons.key.Secret;
import io.kitty.commons.poll.PollTarget;
import io.kitty.device.Authority;
import io.kitty.device.Device;
import io.kitty.device.Sighting;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.InterfaceFilter;
import io.kitty.discovery.NetworkLink;
import io.kitty.discovery.Protocol;
import io.kitty.hub.ConfigConstraint;
import io.kitty.identifier.Identifier;
import java.io.IOException;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Reads the state of one Bambu Lab printer, with the access code that its owner configured. It
 * registers itself, since the properties of a service are visible to every bundle and command, and
 * those of the component contain the code.
 */
@Component(
    name = "io.kitty.bambu.state",
    service = {},
    immediate = true,
    configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = BambuStateProvider.Config.class, factory = true)
@Protocol(
    id = BambuStateProvider.ID,
    kind = "bambu",
    namespace = "bambu",
    authority = Authority.OWN,
    instances = true)
public final class BambuStateProvider implements DiscoveryProvider {

  static final String ID = "bambu.state";

  private static final String CODE = "access.code";

  /** Configuration of one printer. */
  @ObjectClassDefinition(
      name = "Kitty Bambu Lab state",
      description = "Reads what a Bambu Lab printer is doing, with its access code.")
  @interface Config {

    @AttributeDefinition(description = "Whether the state of this printer is read.")
    boolean enabled() default true;

    @AttributeDefinition(
        description =
            "The interfaces at which the printer may be: name patterns with *, separated by"
                + " commas; a leading ! excludes.")
    @ConfigConstraint(
        pattern = InterfaceFilter.PATTERN,
        allowed = InterfaceFilter.ALLOWED,
        standIn = ConfigConstraint.StandIn.NONE)
    String interfaces() default InterfaceFilter.DEFAULT;

    @AttributeDefinition(description = "The serial number of the printer.")
    @ConfigConstraint(
        pattern = "[0-9A-Z]{8,32}",
        allowed = "8 to 32 digits and capital letters like 01P00A4C2009981",
        standIn = ConfigConstraint.StandIn.NONE)
    String serial();

    @AttributeDefinition(
        description = "The access code that the printer shows on its screen.",
        type = AttributeType.PASSWORD,
        required = false)
    @ConfigConstraint(prompt = true)
    String access_code() default "";

    @AttributeDefinition(
        description = "A file that contains the access code only; used instead of access.code.",
        required = false)
    String access_code_file() default "";

    @AttributeDefinition(
        description =
            "The SHA-256 fingerprint of the printer's certificate; empty: any certificate for the"
                + " serial number.",
        required = false)
    @ConfigConstraint(
        pattern = "|[0-9a-fA-F]{64}|([0-9a-fA-F]{2}:){31}[0-9a-fA-F]{2}",
        allowed = "64 hexadecimal digits, with or without colons, or none",
        standIn = ConfigConstraint.StandIn.NONE)
    String fingerprint() default "";

    @AttributeDefinition(
        description = "The TCP port of the printer for MQTT over TLS.",
        min = "1",
        max = "65535")
    int port() default 8883;
  }

  private final Config config;
  private final MachineKey<Secret> key;
  private final LongSupplier nanos;
  private @Nullable ServiceRegistration<?> registration;

  @Activate
  public BambuStateProvider(Config config, Map<String, Object> properties) {
    this(config, properties, System::nanoTime);
  }

  @Activate
  void register(BundleContext bundle, Map<String, Object> properties) {
    registration =
        PublicProperties.register(bundle, this, properties, CODE, DiscoveryProvider.class);
  }

  @Deactivate
  void unregister() {
    if (registration != null) {
      registration.unregister();
    }
  }

  BambuStateProvider(Config config, Map<String, Object> properties, LongSupplier nanos) {
    this.config = config;
    this.nanos = nanos;
    this.key =
        MachineKey.of(
            properties,
            config.enabled(),
            () -> MachineSelector.of("", config.serial(), 0),
            () -> code(config));
  }

  private static Secret code(Config config) {
    Secret code = Secret.of(CODE, config.access_code(), config.access_code_file());
    if (code.isEmpty()) {
      throw new IllegalArgumentException("access.code is missing: the printer shows it");
    }
    return code;
  }

  @Override
  public void start(DiscoveryContext context) throws IOException {
    if (!key.problem().isEmpty()) {
      throw new IOException(key.problem());
    }
    PrinterTrust trust =
        new PrinterTrust(
            config.serial(), config.fingerprint().replace(":", "").toLowerCase(Locale.ROOT));
    PrinterFollower follower =
        context.own(new PrinterFollower(context, config.serial(), key, trust, nanos));
    context.follow(
        device -> target(device, context).isPresent(),
        device -> target(device, context).ifPresent(follower::present),
        device -> follower.gone());
  }

  /**
   * Returns where the printer is, as its own announcements say: at an address of a selected
   * interface, or of no interface if that printer is one that was configured behind a router.
   */
  private Optional<PollTarget> target(Device device, DiscoveryContext context) {
    Set<String> interfaces =
        context.links().stream().map(NetworkLink::name).collect(Collectors.toSet());
    interfaces.add("");
    return PollTarget.sighted(device, ID)
        .filter(each -> each.identifiers().stream().anyMatch(this::isSerial))
        .map(this::target)
        .filter(each -> interfaces.contains(each.endpoint().interfaceName()))
        .min(Comparator.comparingInt(each -> rank(each, device)));
  }

  /** The key is the serial number, from whatever message of the printer the address is known. */
  private PollTarget target(Sighting sighting) {
    return new PollTarget(
        config.serial(), sighting.endpoint(), config.port(), "", sighting.identifiers());
  }

  private boolean isSerial(Identifier identifier) {
    return identifier instanceof Identifier.Serial serial
        && serial.namespace().equals("bambu")
        && serial.value().equalsIgnoreCase(config.serial());
  }

  private static int rank(PollTarget target, Device device) {
    int place = device.addresses().indexOf(target.endpoint().address());
    return place < 0 ? Integer.MAX_VALUE : place;
  }
}
