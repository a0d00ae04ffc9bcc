// SPDX-License-Identifier: Apache-2.0
package io.kitty.ubiquiti;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kitty.commons.Seconds;
import io.kitty.device.Fact;
import io.kitty.device.Sighting;
import io.kitty.discovery.Datagram;
import io.kitty.discovery.DatagramPort;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.InterfaceFilter;
import io.kitty.discovery.PortSpec;
import io.kitty.discovery.Protocol;
import io.kitty.hub.ConfigConstraint;
import io.kitty.identifier.Identifier;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Broadcasts a search, and reports the devices that reply. */
@Component(name = "io.kitty.ubiquiti")
@Designate(ocd = UbiquitiProvider.Config.class)
@Protocol(id = "ubiquiti", kind = "network", namespace = "ubiquiti")
public final class UbiquitiProvider implements DiscoveryProvider {

  /** The configuration in {@code etc/io.kitty.ubiquiti.cfg}. */
  @ObjectClassDefinition(name = "Kitty Ubiquiti", description = "Finds Ubiquiti devices.")
  @interface Config {
    @AttributeDefinition(description = "Whether this protocol runs.")
    boolean enabled() default true;

    @AttributeDefinition(description = "Which interfaces it uses: name patterns, ! excludes.")
    @ConfigConstraint(
        pattern = InterfaceFilter.PATTERN,
        allowed = InterfaceFilter.ALLOWED,
        standIn = ConfigConstraint.StandIn.NONE)
    String interfaces() default InterfaceFilter.DEFAULT;

    @ConfigConstraint(environment = "SCAN_LOOP_INTERVAL")
    @AttributeDefinition(description = "Seconds between searches.", min = "1", max = "86400")
    double interval() default 60;
  }

  static final byte[] REQUEST = {1, 0, 0, 0};
  private static final int PORT = 10001;
  private final Duration interval;

  @Activate
  public UbiquitiProvider(Config config) {
    interval = Seconds.toDuration(config.interval());
  }

  @Override
  public void start(DiscoveryContext context) throws IOException {
    DatagramPort port =
        context.open(PortSpec.ephemeral(), packet -> read(packet).ifPresent(context::report));
    context.scan(interval, () -> port.broadcast(REQUEST, PORT));
  }

  /**
   * The format according to captures: 01 00, the length of the rest, then fields: type, length,
   * value.
   */
  Optional<Sighting> read(Datagram packet) {
    ByteBuffer in = ByteBuffer.wrap(packet.payload());
    if (in.remaining() < 4 || in.getShort() != 0x0100 || in.getShort() != in.remaining()) {
      return Optional.empty();
    }
    Map<Byte, byte[]> fields = new HashMap<>();
    while (in.remaining() >= 3) {
      byte type = in.get();
      byte[] value = new byte[Math.min(Short.toUnsignedInt(in.getShort()), in.remaining())];
      in.get(value);
      fields.putIfAbsent(type, value);
    }
    byte[] empty = {};
    return Identifier.mac(fields.getOrDefault((byte) 0x01, empty))
        .map(
            mac ->
                Sighting.of(mac, packet.endpoint(), interval.multipliedBy(3))
                    .fact(Fact.NAME, new String(fields.getOrDefault((byte) 0x0b, empty), UTF_8))
                    .fact(Fact.MODEL, new String(fields.getOrDefault((byte) 0x0c, empty), UTF_8))
                    .fact(Fact.VENDOR, "Ubiquiti")
                    .build());
  }
}
