// SPDX-License-Identifier: Apache-2.0
package io.kitty.bambu;

import io.kitty.discovery.InterfaceFilter;
import io.kitty.hub.ConfigConstraint;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of the discovery of Bambu Lab printers. Times are in seconds. */
@ObjectClassDefinition(
    name = "Kitty Bambu Lab",
    description = "Finds Bambu Lab printers by their announcements, and verifies configured ones.")
@interface BambuConfig {

  /** A regular expression for one of the four numbers of an IPv4 address. */
  String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";

  /** A regular expression for an IPv4 address. */
  String ADDRESS = OCTET + "(\\." + OCTET + "){3}";

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
          "Seconds from the start of one search to the next; 0: at the start and on request only.",
      min = "0",
      max = "86400")
  @ConfigConstraint(environment = "SCAN_LOOP_INTERVAL")
  double interval() default 60;

  @AttributeDefinition(
      description =
          "Seconds of silence after which a printer has departed; printers announce themselves"
              + " every 5 to 10, virtual ones every 30.",
      min = "10",
      max = "86400")
  double timeout() default 90;

  @AttributeDefinition(
      description =
          "IPv4 addresses of machines that relay announcements of printers in other networks,"
              + " separated by commas: the address in their messages is trusted.",
      required = false)
  @ConfigConstraint(pattern = ADDRESS, allowed = "IPv4 addresses like 192.168.1.9")
  String[] relays() default {};

  @AttributeDefinition(
      description =
          "IPv4 addresses of printers to query, separated by commas, also behind routers,"
              + " regardless of interfaces.",
      required = false)
  @ConfigConstraint(pattern = ADDRESS, allowed = "IPv4 addresses like 192.168.7.20")
  String[] hosts() default {};

  @AttributeDefinition(
      description = "Seconds between two queries of each of the hosts.",
      min = "30",
      max = "86400")
  double verify_interval() default 300;
}
