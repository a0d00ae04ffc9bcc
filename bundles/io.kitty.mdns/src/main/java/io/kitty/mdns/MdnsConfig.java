// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns;

import io.kitty.discovery.InterfaceFilter;
import io.kitty.hub.ConfigConstraint;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of mDNS discovery. Times are in seconds. */
@ObjectClassDefinition(
    name = "Kitty mDNS",
    description = "Finds machines by the services that they announce over multicast DNS.")
public @interface MdnsConfig {

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
          "Seconds from one time that all service types are asked for to the next; what is about to"
              + " end is asked for in between; 0: at the start and on request only.",
      min = "0",
      max = "86400")
  @ConfigConstraint(environment = "SCAN_LOOP_INTERVAL")
  double interval() default 60;

  @AttributeDefinition(
      description =
          "Service types that are asked for by name beside the well-known ones, separated by"
              + " commas; types that machines list themselves need not be named.",
      required = false)
  @ConfigConstraint(
      pattern = "_[A-Za-z0-9_-]+\\._(tcp|udp)",
      allowed = "service types like _ipp._tcp, separated by commas")
  String[] types() default {};

  @AttributeDefinition(description = "Whether IPv6 is used beside IPv4.")
  boolean ipv6() default true;

  @AttributeDefinition(
      description =
          "Whether the page of this hub is announced as _kitty._tcp and _http._tcp, if it can be"
              + " reached from the network.")
  boolean announce() default true;
}
