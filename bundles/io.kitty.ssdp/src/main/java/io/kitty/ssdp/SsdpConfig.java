// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp;

import io.kitty.discovery.InterfaceFilter;
import io.kitty.hub.ConfigConstraint;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of SSDP discovery. Times are in seconds. */
@ObjectClassDefinition(
    name = "Kitty SSDP",
    description = "Finds UPnP devices by searching and by listening to their announcements.")
public @interface SsdpConfig {

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

  @AttributeDefinition(
      description =
          "Seconds from the start of one search round to the next; 0: at the start and on"
              + " request only.",
      min = "0",
      max = "86400")
  @ConfigConstraint(environment = "SCAN_LOOP_INTERVAL")
  double interval() default 60;

  @AttributeDefinition(
      description = "Seconds over which devices spread their responses, 1 to 5.",
      min = "1",
      max = "5")
  @ConfigConstraint(environment = "SSDP_MX")
  int mx() default 2;

  @AttributeDefinition(
      description =
          "Seconds that a search waits for responses before it is repeated, at least mx; later"
              + " responses count too.",
      min = "0",
      max = "60")
  @ConfigConstraint(environment = "SSDP_TIMEOUT")
  double timeout() default 3;

  @AttributeDefinition(
      description = "How often each search is sent in a round, 2 or 3 times: UDP may lose it.",
      min = "2",
      max = "3")
  int searches() default 2;

  @AttributeDefinition(
      description = "The search targets, separated by commas; empty: listen only.",
      required = false)
  @ConfigConstraint(
      pattern = "[^\\s\\p{Cntrl}]{1,256}",
      allowed = "search targets like ssdp:all or upnp:rootdevice, without blanks",
      standIn = ConfigConstraint.StandIn.NONE)
  String[] targets() default {"ssdp:all"};

  @AttributeDefinition(
      description =
          "Whether the description that a device announces is fetched from that device, for its"
              + " name and model.")
  boolean describe() default true;
}
