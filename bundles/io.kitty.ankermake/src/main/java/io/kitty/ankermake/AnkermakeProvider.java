// SPDX-License-Identifier: Apache-2.0
package io.kitty.ankermake;

import io.kitty.commons.SearchRounds;
import io.kitty.commons.SearchRounds.Request;
import io.kitty.device.Authority;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.InterfaceFilter;
import io.kitty.discovery.Protocol;
import io.kitty.hub.ConfigConstraint;
import java.io.IOException;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Finds printers by the search of PPPP, which all PPPP devices in the network answer. */
@Component(name = "io.kitty.ankermake")
@Designate(ocd = AnkermakeProvider.Config.class)
@Protocol(id = "ankermake", kind = "printer", namespace = "ankermake", authority = Authority.OWN)
public final class AnkermakeProvider implements DiscoveryProvider {

  /** Configuration of AnkerMake discovery. */
  @ObjectClassDefinition(
      name = "Kitty AnkerMake",
      description = "Finds AnkerMake printers by searching on UDP port 32108.")
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
    double interval() default 60;

    @AttributeDefinition(
        description =
            "How often each request is sent in a round, a second apart, as UDP may lose it.",
        min = "1",
        max = "5")
    int questions() default 3;
  }

  /** LAN_SEARCH, with no payload (ankermake-m5-protocol, specification/pppp.stf). */
  static final byte[] REQUEST = {(byte) 0xf1, 0x30, 0, 0};

  static final int PORT = 32108;

  private final SearchRounds rounds;

  @Activate
  public AnkermakeProvider(Config config) {
    rounds = new SearchRounds(config.interval(), config.questions());
  }

  @Override
  public void start(DiscoveryContext context) throws IOException {
    rounds.broadcast(
        context,
        List.of(new Request(REQUEST, PORT)),
        reply -> Duid.read(reply.payload()).map(duid -> duid.sighting(reply, rounds.lifetime())));
  }
}
