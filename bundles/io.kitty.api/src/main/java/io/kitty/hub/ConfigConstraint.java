// SPDX-License-Identifier: Apache-2.0
package io.kitty.hub;

import aQute.bnd.annotation.xml.XMLAttribute;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Constraints of a configuration key that OSGi's own annotation cannot express. They are written
 * into the bundle's metatype, where the hub reads them: an invalid value never reaches the
 * component.
 */
@XMLAttribute(namespace = ConfigConstraint.NAMESPACE, prefix = "kitty")
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface ConfigConstraint {

  /** The XML namespace of the attributes in the metatype. */
  String NAMESPACE = "urn:kitty:config";

  /** What replaces an invalid value. */
  enum StandIn {

    /** The file's value in place of the environment's, and the default in place of the file's. */
    OTHERS,

    /** The default, also in place of the environment's value: no other value has less effect. */
    DEFAULT,

    /**
     * Nothing, as any other value could sweep, listen, open or disclose more than was requested:
     * the module stays off until the value is corrected.
     */
    NONE
  }

  /** The environment variable that overrides the key. */
  String environment() default "";

  /** The regular expression that a value, or each value of a list, must match as a whole. */
  String pattern() default "";

  /** What the pattern allows, in words, for instance {@code networks like 192.168.1.0/24}. */
  String allowed() default "";

  /** What replaces an invalid value if there is no last valid one. */
  StandIn standIn() default StandIn.OTHERS;

  /**
   * Whether the environment variable also enables the module, unless another variable sets {@code
   * enabled}.
   */
  boolean enables() default false;

  /** Whether a person who adds a configuration is asked for the key although it has a default. */
  boolean prompt() default false;
}
