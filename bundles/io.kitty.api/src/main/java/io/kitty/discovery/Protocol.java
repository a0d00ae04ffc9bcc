// SPDX-License-Identifier: Apache-2.0
package io.kitty.discovery;

import io.kitty.device.Authority;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Declares the protocol of a {@link DiscoveryProvider}. It becomes service properties, and a
 * capability of the bundle from which the hub learns which modules to wait for at its start.
 */
@ComponentPropertyType
@Capability(
    namespace = Protocol.NAMESPACE,
    attribute = {
      "module=\"${#id}\"",
      "instances=\"${#instances}\"",
      "announcements=\"${#announcements}\""
    })
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Protocol {

  /** The namespace of the capability that lists a bundle's modules. */
  String NAMESPACE = "io.kitty.module";

  /** The prefix of the service properties, for instance {@code kitty.protocol.id}. */
  String PREFIX_ = "kitty.protocol.";

  /**
   * The protocol's id, with which the PID of its configuration ends: a lower-case word or two
   * joined by a dot, for instance {@code ssdp} or {@code bambu.state}.
   */
  String id();

  /** The kind of a device that the protocol cannot classify further. */
  String kind() default "device";

  /** The first part of the id of a device without an identifier, as in {@code host:10.0.0.7}. */
  String namespace();

  /** How much its statements about a device weigh. */
  Authority authority() default Authority.OWN;

  /**
   * Whether there is one provider for each factory configuration, and none without one. Each has a
   * context of its own; they share one status. The hub does not wait for it if there is none.
   */
  boolean instances() default false;

  /** Whether its sightings are announcements of services: the hub lists them as such. */
  boolean announcements() default false;
}
