// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.devices;

import io.kitty.discovery.InterfaceFilter;
import io.kitty.hub.ConfigConstraint;
import io.kitty.multicast.MulticastGroup;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of announcing the devices found here. Times are in seconds. */
@ObjectClassDefinition(
    name = "Kitty multicast devices",
    description = "Announces the devices found here as JSON on a multicast group.")
@interface DevicesConfig {

  @AttributeDefinition(description = "Whether the devices found here are announced.")
  boolean enabled() default false;

  @AttributeDefinition(
      description =
          "Which interfaces it uses: name patterns with *, separated by commas, a leading !"
              + " excludes.")
  @ConfigConstraint(
      pattern = InterfaceFilter.PATTERN,
      allowed = InterfaceFilter.ALLOWED,
      standIn = ConfigConstraint.StandIn.NONE)
  String interfaces() default InterfaceFilter.DEFAULT;

  @AttributeDefinition(description = "The multicast group, an IPv4 or IPv6 address.")
  @ConfigConstraint(
      pattern = MulticastGroup.ADDRESS,
      allowed = "addresses of multicast groups like 224.1.1.1 or ff15::1",
      standIn = ConfigConstraint.StandIn.NONE)
  String group() default "224.1.1.1";

  @AttributeDefinition(description = "The UDP port.", min = "1", max = "65535")
  @ConfigConstraint(standIn = ConfigConstraint.StandIn.NONE)
  int port() default 5004;

  @AttributeDefinition(description = "The TTL (hop limit) of the packets.", min = "1", max = "255")
  @ConfigConstraint(standIn = ConfigConstraint.StandIn.NONE)
  int ttl() default 2;

  @AttributeDefinition(
      description =
          "Seconds between two packets about one device; listeners drop devices silent for"
              + " 30.",
      min = "1",
      max = "86400")
  double period() default 10;

  @AttributeDefinition(
      description =
          "The maximum packets per second on each interface; with more devices than fit into"
              + " a period, the period becomes longer.",
      min = "1",
      max = "100000")
  @ConfigConstraint(standIn = ConfigConstraint.StandIn.NONE)
  int rate() default 500;
}
