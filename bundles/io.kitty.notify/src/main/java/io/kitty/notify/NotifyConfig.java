// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify;

import io.kitty.hub.ConfigConstraint;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration. */
@ObjectClassDefinition(
    name = "Kitty Discovery: notifications",
    description = "Tells people what happens, by rules and targets of their own.")
@interface NotifyConfig {

  @AttributeDefinition(description = "Whether rules are applied.")
  boolean enabled() default true;

  @AttributeDefinition(
      description =
          "The page of this hub as phones reach it, for links in messages, for instance"
              + " http://hub.lan:8088; empty for none.",
      required = false)
  @ConfigConstraint(
      pattern = "(https?://[A-Za-z0-9._:\\[\\]-]+(/[!-~]*)?)?",
      allowed = "a URL that begins with http:// or https://")
  String hub_url() default "";
}
