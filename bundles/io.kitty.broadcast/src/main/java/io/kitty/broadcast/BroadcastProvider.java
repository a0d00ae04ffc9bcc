// SPDX-License-Identifier: Apache-2.0
package io.kitty.broadcast;

import io.kitty.device.Authority;
import io.kitty.discovery.DiscoveryContext;
import io.kitty.discovery.DiscoveryProvider;
import io.kitty.discovery.InterfaceFilter;
import io.kitty.discovery.Protocol;
import io.kitty.hub.ConfigConstraint;
import java.io.IOException;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Finds servers by a broadcast on UDP port 9999, and answers such broadcasts of others if
 * configured.
 */
@Component(name = "io.kitty.broadcast")
@Designate(ocd = BroadcastProvider.Config.class)
@Protocol(
    id = "broadcast",
    kind = "server",
    namespace = "broadcast",
    authority = Authority.GENERAL,
    announcements = true)
public final class BroadcastProvider implements DiscoveryProvider {

  /** Configuration of broadcast discovery. Times are in seconds. */
  @ObjectClassDefinition(
      name = "Kitty Broadcast",
      description = "Finds servers that answer DISCOVER_SERVER with SERVER_IP: and their address.")
  @interface Config {

    /** A regular expression for one of the four numbers of an IPv4 address. */
    String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";

    /** A regular expression for an IPv4 address or nothing. */
    String ADDRESS = "(" + OCTET + "(\\." + OCTET + "){3})?";

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
            "Seconds from the start of one round to the next, at least timeout times"
                + " (retries + 1); 0: at the start and on request only.",
        min = "0",
        max = "86400")
    @ConfigConstraint(environment = "SCAN_LOOP_INTERVAL")
    double interval() default 60;

    @AttributeDefinition(
        description = "The UDP port that the servers listen on.",
        min = "1",
        max = "65535")
    @ConfigConstraint(environment = "DISCOVERY_CLIENT_PORT")
    int port() default 9999;

    @AttributeDefinition(description = "The exact request.")
    @ConfigConstraint(
        environment = "DISCOVERY_CLIENT_MESSAGE",
        pattern = ".{1,512}",
        allowed = "1 to 512 characters")
    String message() default "DISCOVER_SERVER";

    @AttributeDefinition(description = "The prefix of a reply.")
    @ConfigConstraint(
        environment = "DISCOVERY_CLIENT_RESPONSE_PREFIX",
        pattern = ".{1,512}",
        allowed = "1 to 512 characters")
    String prefix() default "SERVER_IP:";

    @AttributeDefinition(
        description =
            "Seconds that a request waits for replies before it is repeated; later replies count"
                + " too.",
        min = "0.1",
        max = "60")
    @ConfigConstraint(environment = "DISCOVERY_CLIENT_TIMEOUT")
    double timeout() default 5;

    @AttributeDefinition(
        description = "How often a round repeats the request while there is no reply.",
        min = "0",
        max = "10")
    @ConfigConstraint(environment = "DISCOVERY_CLIENT_RETRIES")
    int retries() default 3;

    @AttributeDefinition(
        description = "The TCP port of a server that states none.",
        min = "1",
        max = "65535")
    int default_port() default 8000;

    @AttributeDefinition(
        description =
            "The maximum number of servers in a round; replies of further ones are dropped.",
        min = "1",
        max = "65535")
    int max_responses() default 4096;

    @AttributeDefinition(
        description =
            "The only IPv4 address to send to; empty: the broadcast address of each network of"
                + " each interface.",
        required = false)
    @ConfigConstraint(
        pattern = ADDRESS,
        allowed = "IPv4 addresses like 192.168.1.255, or nothing",
        standIn = ConfigConstraint.StandIn.NONE)
    String broadcast_address() default "";

    @AttributeDefinition(
        description = "Whether this hub answers such requests of others, on its own networks only.")
    boolean respond() default false;

    @AttributeDefinition(
        description =
            "The IPv4 address in its replies; empty: that of this hub in the client's network.",
        required = false)
    @ConfigConstraint(
        pattern = ADDRESS,
        allowed = "IPv4 addresses like 192.168.1.100, or nothing",
        standIn = ConfigConstraint.StandIn.NONE)
    String respond_address() default "";

    @AttributeDefinition(
        description =
            "The TCP port in its replies; 0: none, so that the client uses its own default.",
        min = "0",
        max = "65535")
    int respond_port() default 0;
  }

  private final Config config;
  private final LongSupplier nanos;

  @Activate
  public BroadcastProvider(Config config) {
    this(config, System::nanoTime);
  }

  BroadcastProvider(Config config, LongSupplier nanos) {
    this.config = config;
    this.nanos = nanos;
  }

  @Override
  public void start(DiscoveryContext context) throws IOException {
    if (config.respond()) {
      new Responder(context, config, nanos).start();
    }
    new BroadcastDiscovery(context, config).start();
  }
}
