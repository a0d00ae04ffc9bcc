// SPDX-License-Identifier: Apache-2.0
package io.kitty.ping;

import io.kitty.discovery.InterfaceFilter;
import io.kitty.hub.ConfigConstraint;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration of the ping sweep. */
@ObjectClassDefinition(
    name = "Ping",
    description = "Finds hosts by an ICMP echo sweep of the configured or attached IPv4 networks.")
@interface PingConfig {

  /** A regular expression for one of the four numbers of an IPv4 address. */
  String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";

  @AttributeDefinition(
      name = "Enabled",
      description = "Whether to sweep for hosts that answer ICMP echo requests.")
  boolean enabled() default true;

  @AttributeDefinition(
      name = "Interfaces",
      description =
          "The interfaces whose networks are swept: name patterns, separated by commas; a leading !"
              + " excludes.")
  @ConfigConstraint(
      pattern = InterfaceFilter.PATTERN,
      allowed = InterfaceFilter.ALLOWED,
      standIn = ConfigConstraint.StandIn.NONE)
  String interfaces() default InterfaceFilter.DEFAULT;

  @AttributeDefinition(
      name = "Interval",
      description = "Seconds from the start of one sweep to the start of the next.",
      min = "1",
      max = "86400")
  @ConfigConstraint(environment = "PING_SWEEP_INTERVAL")
  double interval() default 60;

  @AttributeDefinition(
      name = "Subnets",
      description =
          "IPv4 networks to sweep instead of the attached ones, whatever interfaces says, separated"
              + " by commas, for instance 192.168.1.0/24.")
  @ConfigConstraint(
      environment = "DISCOVERY_SUBNETS",
      pattern = OCTET + "(\\." + OCTET + "){3}(/(3[0-2]|[12]?\\d))?",
      allowed = "IPv4 networks like 192.168.1.0/24",
      standIn = ConfigConstraint.StandIn.NONE)
  String[] subnets() default {};

  @AttributeDefinition(
      name = "Rate",
      description = "The maximum packets per second, repetitions included; 0 for no limit.",
      min = "0",
      max = "1000000")
  @ConfigConstraint(standIn = ConfigConstraint.StandIn.NONE)
  int rate() default 1000;

  @AttributeDefinition(
      name = "Timeout",
      description =
          "The maximum seconds to wait for a reply; less if the network proves to be fast.",
      min = "0.01",
      max = "60")
  double timeout() default 1;

  @AttributeDefinition(
      name = "Retries",
      description = "How often a silent host is probed again.",
      min = "0",
      max = "5")
  int retries() default 1;

  @AttributeDefinition(
      name = "Largest",
      description =
          "The prefix length, in bits, of the largest network that is swept; larger ones are"
              + " refused.",
      min = "12",
      max = "32")
  @ConfigConstraint(standIn = ConfigConstraint.StandIn.NONE)
  int largest() default 16;

  @AttributeDefinition(
      name = "DNS",
      description = "Whether to look up the names of the hosts by reverse DNS.")
  boolean dns() default true;

  @AttributeDefinition(
      name = "ARP",
      description =
          "Whether to list hosts that answer ARP but no echo request: Linux only, in on-link"
              + " networks.")
  boolean arp() default true;
}
