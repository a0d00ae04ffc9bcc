// SPDX-License-Identifier: Apache-2.0
package io.kitty.beacon;

import io.kitty.discovery.InterfaceFilter;
import io.kitty.hub.ConfigConstraint;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of beacons. Times are in seconds. */
@ObjectClassDefinition(
    name = "Kitty beacons",
    description = "Finds hosts by their beacons, and announces this one.")
@interface BeaconConfig {

  @AttributeDefinition(description = "Whether this protocol runs.")
  boolean enabled() default true;

  @AttributeDefinition(
      description =
          "Which interfaces it uses: name patterns with *, separated by commas, a leading !"
              + " excludes.")
  @ConfigConstraint(
      pattern = InterfaceFilter.PATTERN,
      allowed = InterfaceFilter.ALLOWED,
      standIn = ConfigConstraint.StandIn.NONE)
  String interfaces() default InterfaceFilter.DEFAULT;

  @AttributeDefinition(description = "The service to listen for, and to announce.")
  @ConfigConstraint(
      pattern = "[!-{}~]{1,64}",
      allowed = "up to 64 characters without blanks and |",
      standIn = ConfigConstraint.StandIn.NONE)
  String service() default "_woot._tcp.local.";

  @AttributeDefinition(description = "The multicast group, an IPv4 address.")
  @ConfigConstraint(
      pattern = "(22[4-9]|23\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}",
      allowed = "IPv4 addresses from 224.0.0.0 to 239.255.255.255",
      standIn = ConfigConstraint.StandIn.NONE)
  String group() default "224.0.0.251";

  @AttributeDefinition(description = "The UDP port.", min = "1", max = "65535")
  @ConfigConstraint(standIn = ConfigConstraint.StandIn.NONE)
  int port() default 5354;

  @AttributeDefinition(
      description =
          "Seconds without a beacon after which a host has departed; hosts announce themselves"
              + " once.",
      min = "1",
      max = "31536000")
  double timeout() default 86_400;

  @AttributeDefinition(
      description =
          "Whether this host announces itself: when it starts, to new hosts, when it stops.")
  boolean announce() default false;

  @AttributeDefinition(
      description = "The announced name; empty: the name of this host.",
      required = false)
  @ConfigConstraint(
      pattern = "[!-{}~]{0,200}",
      allowed = "names of up to 200 characters without blanks and |",
      standIn = ConfigConstraint.StandIn.NONE)
  String announce_host() default "";

  @AttributeDefinition(description = "The announced port.", min = "1", max = "65535")
  int announce_port() default 1337;

  @AttributeDefinition(
      description = "Seconds between repeated announcements; 0: no repetition.",
      min = "0",
      max = "86400")
  double announce_interval() default 0;
}
