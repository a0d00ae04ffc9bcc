// SPDX-License-Identifier: Apache-2.0
package io.kitty.elegoo;

import io.kitty.commons.SearchRounds;
import io.kitty.commons.SearchRounds.Request;
import io.kitty.device.Authority;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.InterfaceFilter;
import io.kitty.discovery.Protocol;
import io.kitty.hub.ConfigConstraint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Finds printers by the searches of SDCP, and of the Centauri Carbon 2, which no longer uses it.
 */
@Component(name = "io.kitty.elegoo")
@Designate(ocd = ElegooProvider.Config.class)
@Protocol(id = "elegoo", kind = "printer", namespace = "elegoo", authority = Authority.OWN)
public final class ElegooProvider implements DiscoveryProvider {

  /** Configuration of Elegoo discovery. */
  @ObjectClassDefinition(
      name = "Kitty Elegoo",
      description =
          "Finds Elegoo and other SDCP printers by searching on UDP ports 3000 and 52700.")
  @interface Config {

    @AttributeDefinition(description = "Whether this protocol runs.")
    boolean enabled() default true;

    @AttributeDefinition(
        description =
            "The interfaces to use: name patterns with *, separated by commas; a leading !"
                + " excludes.")
    @ConfigConstraint(
        pattern = InterfaceFilter.PATTERN,
        allowed = InterfaceFilter.ALLOWED,
        standIn = ConfigConstraint.StandIn.NONE)
    String interfaces() default InterfaceFilter.DEFAULT;

    @AttributeDefinition(
        description =
            "Seconds from the start of one round to the next; 0: at the start and on request only.",
        min = "0",
        max = "86400")
    @ConfigConstraint(environment = "SCAN_LOOP_INTERVAL")
    double interval() default 30;

    @AttributeDefinition(
        description =
            "How often each request is sent in a round, a second apart, as UDP may lose it.",
        min = "1",
        max = "5")
    int questions() default 3;
  }

  /**
   * The search of SDCP (cbd-tech, Smart Device Control Protocol V3.0.0, "Device Discovery"). The
   * similar M66666 must never be sent: it makes the printer open an MQTT connection to the sender.
   */
  static final byte[] SDCP_REQUEST = "M99999".getBytes(StandardCharsets.US_ASCII);

  static final int SDCP_PORT = 3000;

  /** The search of the Centauri Carbon 2 (CC2_PROTOCOL.md of elegoo-homeassistant). */
  static final byte[] CC2_REQUEST =
      "{\"id\": 0, \"method\": 7000}".getBytes(StandardCharsets.US_ASCII);

  static final int CC2_PORT = 52700;

  private final SearchRounds rounds;

  @Activate
  public ElegooProvider(Config config) {
    rounds = new SearchRounds(config.interval(), config.questions());
  }

  @Override
  public void start(DiscoveryContext context) throws IOException {
    rounds.broadcast(
        context,
        List.of(new Request(SDCP_REQUEST, SDCP_PORT), new Request(CC2_REQUEST, CC2_PORT)),
        reply -> ReplyParser.read(reply, rounds.lifetime(), context.links()));
  }
}
