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
 * Says which protocol a {@link DiscoveryProvider} speaks. It becomes the service's properties, and
 * a capability of its bundle, by which the hub knows what to wait for at its start.
 */
@ComponentPropertyType
@Capability(
    namespace = Protocol.NAMESPACE,
    attribute = {"module=\"${#id}\"", "instances=\"${#instances}\""})
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Protocol {

  /** The namespace of the capability by which a bundle says which modules it holds. */
  String NAMESPACE = "io.kitty.module";

  /** The prefix of the service properties, for instance {@code kitty.protocol.id}. */
  String PREFIX_ = "kitty.protocol.";

  /** The protocol's id, one lower-case word, for instance {@code ssdp}. */
  String id();

  /** The kind of a machine of which the protocol says nothing closer. */
  String kind() default "device";

  /**
   * The first part of the id of a machine that shows no identifier, as in {@code host:10.0.0.7}.
   */
  String namespace();

  /** How much its word about a machine weighs. */
  Authority authority() default Authority.OWN;

  /**
   * Whether there is a provider for each factory configuration, and none without one. Each has a
   * context of its own; they share one status. Where there is none, nobody waits for it.
   */
  boolean instances() default false;
}
