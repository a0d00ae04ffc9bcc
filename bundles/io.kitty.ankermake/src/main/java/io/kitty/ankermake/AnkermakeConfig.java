// SPDX-License-Identifier: Apache-2.0
package io.kitty.ankermake;

import io.kitty.discovery.InterfaceFilter;
import io.kitty.hub.ConfigConstraint;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of AnkerMake discovery. */
@ObjectClassDefinition(
    name = "Kitty AnkerMake",
    description = "Finds AnkerMake printers by searching on UDP port 32108.")
@interface AnkermakeConfig {

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
