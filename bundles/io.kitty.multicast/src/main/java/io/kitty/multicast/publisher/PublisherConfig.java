// SPDX-License-Identifier: Apache-2.0
package io.kitty.multicast.publisher;

import io.kitty.discovery.InterfaceFilter;
import io.kitty.hub.ConfigConstraint;
import io.kitty.multicast.MulticastGroup;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of one publisher. Times are in seconds. */
@ObjectClassDefinition(
    name = "Kitty multicast publisher",
    description = "Announces one JSON message on a multicast group periodically.")
@interface PublisherConfig {

  @AttributeDefinition(description = "Whether this publisher runs.")
  boolean enabled() default false;

  @AttributeDefinition(
      description =
          "Which interfaces it uses: name patterns with *, separated by commas, a leading !"
              + " excludes.")
  @ConfigConstraint(
      pattern = InterfaceFilter.PATTERN,
      allowed = InterfaceFilter.ALLOWED,
      standIn = ConfigConstraint.StandIn.NONE,
      prompt = true)
  String interfaces() default InterfaceFilter.DEFAULT;

  @AttributeDefinition(description = "The multicast group, an IPv4 or IPv6 address.")
  @ConfigConstraint(
      pattern = MulticastGroup.ADDRESS,
      allowed = "addresses of multicast groups like 224.1.1.1 or ff15::1",
      standIn = ConfigConstraint.StandIn.NONE,
      prompt = true)
  String group() default "224.1.1.1";

  @AttributeDefinition(description = "The UDP port.", min = "1", max = "65535")
  @ConfigConstraint(standIn = ConfigConstraint.StandIn.NONE, prompt = true)
  int port() default 5004;

  @AttributeDefinition(description = "The TTL (hop limit) of the packets.", min = "1", max = "255")
  @ConfigConstraint(standIn = ConfigConstraint.StandIn.NONE)
  int ttl() default 2;

  @AttributeDefinition(description = "Seconds between two packets.", min = "0.1", max = "86400")
  @ConfigConstraint(prompt = true)
  double period() default 2;

  @AttributeDefinition(
      description =
          "What is announced: a JSON object of at most 1400 bytes, in whose texts {ip} stands for"
              + " the address of the interface by which a packet leaves and {hostname} for the name"
              + " of this host; a timestamp is filled in.")
  @ConfigConstraint(
      pattern = "\\{.*}",
      allowed = "JSON objects like {\"type\": \"lamp\", \"name\": \"{hostname}\"}",
      prompt = true)
  String message() default
      "{\"type\": \"example\", \"name\": \"{hostname}\", \"addr\": \"{ip}:8080\","
          + " \"version\": \"1.0\"}";
}
