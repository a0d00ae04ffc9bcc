// SPDX-License-Identifier: Apache-2.0
package io.kitty.core;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The limits of the hub. */
@ObjectClassDefinition(name = "Kitty hub", description = "The bounds of the hub.")
@interface CoreConfig {

  @AttributeDefinition(
      description =
          "The maximum number of devices, also limited by the heap; beyond it, the anonymous ones"
              + " that were silent longest are dropped.",
      min = "100",
      max = "1000000")
  int devices_max() default 100_000;

  @AttributeDefinition(
      description = "The maximum number of live sightings of one protocol.",
      min = "100",
      max = "1000000")
  int keys_max() default 70_000;

  @AttributeDefinition(
      description =
          "The maximum number of sightings a second of one address for each protocol; the rest is"
              + " dropped.",
      min = "10",
      max = "1000000")
  int sightings_rate() default 500;

  @AttributeDefinition(
      description =
          "The maximum number of events that wait for a slow listener; beyond it, the oldest are"
              + " dropped.",
      min = "100",
      max = "1000000")
  int mailbox_size() default 10_000;
}
