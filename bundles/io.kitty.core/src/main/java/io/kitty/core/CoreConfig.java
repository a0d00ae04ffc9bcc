// SPDX-License-Identifier: Apache-2.0
package io.kitty.core;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The limits of the hub. */
@ObjectClassDefinition(name = "Kitty hub", description = "The bounds of the hub.")
@interface CoreConfig {

  @AttributeDefinition(
      description =
          "How many devices are kept in all, and never more than the heap carries; beyond that the"
              + " longest-silent anonymous ones go.",
      min = "100",
      max = "1000000")
  int devices_max() default 100_000;

  @AttributeDefinition(
      description = "How many things one protocol may report at the same time.",
      min = "100",
      max = "1000000")
  int keys_max() default 70_000;

  @AttributeDefinition(
      description =
          "How many sightings of one address count in a second, for each protocol; the rest is"
              + " dropped.",
      min = "10",
      max = "1000000")
  int sightings_rate() default 500;

  @AttributeDefinition(
      description = "How many events may wait for one slow listener before it loses the oldest.",
      min = "100",
      max = "1000000")
  int mailbox_size() default 10_000;
}
