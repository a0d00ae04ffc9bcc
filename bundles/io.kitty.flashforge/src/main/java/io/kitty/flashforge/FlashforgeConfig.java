// SPDX-License-Identifier: Apache-2.0
package io.kitty.flashforge;

import io.kitty.discovery.InterfaceFilter;
import io.kitty.hub.ConfigConstraint;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of FlashForge discovery. */
@ObjectClassDefinition(
    name = "Kitty FlashForge",
    description =
        "Finds FlashForge and Voxelab printers by searching on UDP ports 19000, 8899 and 48899.")
@interface FlashforgeConfig {

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

  @AttributeDefinition(
      description =
          "The UDP port of this machine to which printers send replies; some programs of the"
              + " vendor use it too.",
      min = "1",
      max = "65535")
  @ConfigConstraint(standIn = ConfigConstraint.StandIn.NONE)
  int port() default 18007;
}
