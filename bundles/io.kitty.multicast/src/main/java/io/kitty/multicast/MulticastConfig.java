// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast;

import io.kitty.discovery.InterfaceFilter;
import io.kitty.hub.ConfigConstraint;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of receiving announcements. Times are in seconds. */
@ObjectClassDefinition(
    name = "Kitty multicast",
    description = "Receives JSON announcements on multicast groups and lists their services.")
@interface MulticastConfig {

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
          "The multicast groups to listen on, each with its port, separated by commas; an IPv6"
              + " address stands in brackets.")
  @ConfigConstraint(
      pattern = MulticastGroup.WITH_PORT,
      allowed = "multicast groups with a port, like 224.1.1.1:5004 or [ff15::1]:5004",
      standIn = ConfigConstraint.StandIn.NONE)
  String[] groups() default {"224.1.1.1:5004"};

  @AttributeDefinition(
      description =
          "The maximum size of an announcement in bytes; a longer one counts as an error.",
      min = "64",
      max = "65507")
  int buffer_size() default 1400;

  @AttributeDefinition(
      description = "Seconds of silence after which a service has departed.",
      min = "1",
      max = "86400")
  double timeout() default 30;

  @AttributeDefinition(
      description = "Substrings of the service types to list, separated by commas; empty: all.",
      required = false)
  String[] types() default {};
}
