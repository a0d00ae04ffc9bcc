// SPDX-License-Identifier: Apache-2.0
package io.kitty.hub;

import aQute.bnd.annotation.xml.XMLAttribute;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says more of a configuration key than OSGi's own annotation can. It is written into the bundle's
 * metatype, where the hub reads it: a bad value never reaches the component.
 */
@XMLAttribute(namespace = ConfigConstraint.NAMESPACE, prefix = "kitty")
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface ConfigConstraint {

  /** The XML namespace of the attributes in the metatype. */
  String NAMESPACE = "urn:kitty:config";

  /** What stands in for a value that cannot be used. */
  enum StandIn {

    /** The file's value for that of the environment, and the default for that of the file. */
    OTHERS,

    /** The default, also for that of the environment: no value reaches less far. */
    DEFAULT,

    /**
     * None, as each other value may sweep, listen, open or tell more than was asked for: the module
     * stays off until the value is right.
     */
    NONE
  }

  /** The environment variable that overrides the key. */
  String environment() default "";

  /** The regular expression that a value, or each value of a list, has to match as a whole. */
  String pattern() default "";

  /** What the pattern allows, in words, for instance {@code networks like 192.168.1.0/24}. */
  String allowed() default "";

  /** What stands in for a value that cannot be used, where there is no last good one. */
  StandIn standIn() default StandIn.OTHERS;

  /**
   * Whether the environment variable also switches the module on, unless another variable says
   * whether it is to run.
   */
  boolean enables() default false;

  /** Whether whoever adds a configuration is asked for the key, although it has a default. */
  boolean prompt() default false;
}
