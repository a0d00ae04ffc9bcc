// SPDX-License-Identifier: Apache-2.0
package io.kitty.notify.rule;

import io.kitty.hub.ConfigConstraint;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The configuration of a rule. Times are in seconds. A value that cannot be used has no
 * replacement, as another one could tell more than was asked for.
 */
@ObjectClassDefinition(
    name = "Kitty Discovery: rule of notifications",
    description = "What is told to people, to whom and when.")
@interface RuleConfig {

  @AttributeDefinition(description = "Whether this rule is applied.")
  boolean enabled() default true;

  @AttributeDefinition(
      description =
          "What is told, separated by commas: new, offline, online, idle, finished, failed,"
              + " attention, ip-changed, conflict, hub-degraded.",
      required = false)
  @ConfigConstraint(
      pattern =
          "new|offline|online|idle|finished|failed|attention|ip-changed|conflict|hub-degraded",
      allowed =
          "new, offline, online, idle, finished, failed, attention, ip-changed, conflict and"
              + " hub-degraded",
      standIn = ConfigConstraint.StandIn.NONE)
  String[] on() default {};

  @AttributeDefinition(
      description =
          "The devices that it is about, by kind, room, tag, vendor, name and id, for instance"
              + " kind=printer,bambu; room=Workshop; empty for all.",
      required = false)
  @ConfigConstraint(
      pattern = DeviceMatch.FORM,
      allowed = DeviceMatch.ALLOWED,
      standIn = ConfigConstraint.StandIn.NONE)
  String match() default "";

  @AttributeDefinition(
      description =
          "Seconds for which it must last; if it ends before, nothing is told; 0 for at once.",
      min = "0",
      max = "604800")
  @ConfigConstraint(standIn = ConfigConstraint.StandIn.NONE)
  double after() default 0;

  @AttributeDefinition(
      description = "Seconds for which more of it is collected to become the same message.",
      min = "0",
      max = "86400")
  @ConfigConstraint(standIn = ConfigConstraint.StandIn.NONE)
  double window() default 30;

  @AttributeDefinition(
      description =
          "The hours in which nothing is sent, in the time zone of the hub, for instance"
              + " 22:00-07:00; empty for none.",
      required = false)
  @ConfigConstraint(
      pattern = QuietHours.FORM,
      allowed = "times like 22:00-07:00",
      standIn = ConfigConstraint.StandIn.NONE)
  String quiet() default "";

  @AttributeDefinition(
      description =
          "What becomes of that which happens in these hours: queue, one message after them; or"
              + " drop.")
  @ConfigConstraint(
      pattern = "queue|drop",
      allowed = "queue and drop",
      standIn = ConfigConstraint.StandIn.NONE)
  String quiet_policy() default "queue";

  @AttributeDefinition(description = "How urgent it is: min, low, default, high or max.")
  @ConfigConstraint(
      pattern = "min|low|default|high|max",
      allowed = "min, low, default, high and max",
      standIn = ConfigConstraint.StandIn.NONE)
  String priority() default "default";

  @AttributeDefinition(
      description =
          "The targets that it is sent to, separated by commas: phone for that of"
              + " io.kitty.notify.target-phone.cfg.",
      required = false)
  @ConfigConstraint(
      pattern = "[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}",
      allowed = "names of targets",
      standIn = ConfigConstraint.StandIn.NONE)
  String[] to() default {};

  @AttributeDefinition(
      description =
          "The title, with values in double braces, for instance {{name}} is away; empty for that"
              + " of the hub.",
      required = false)
  String template_title() default "";

  @AttributeDefinition(
      description =
          "The text, with values in double braces, for instance {{lines}}; empty for that of the"
              + " hub.",
      required = false)
  String template_text() default "";
}
