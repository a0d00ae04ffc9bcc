// SPDX-License-Identifier: Apache-2.0
package io.kitty.hub;

import io.kitty.discovery.Protocol;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Capability;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A part of the hub that is no discovery protocol and tells how it is: the registry, the web
 * server. Register it as an OSGi service for as long as its bundle is active, also while it is
 * switched off, and annotate its class with {@link Name}.
 */
@ConsumerType
@FunctionalInterface
public interface HubModule {

  /**
   * The service property (Integer) in which a module that serves a TCP port says which; discovery
   * never fetches anything from there.
   */
  String PORT = "kitty.port";

  /** How it is now. Any thread; returns at once. */
  ModuleStatus status();

  /** Says which module a bundle holds, so that the hub knows what to wait for at its start. */
  @Capability(namespace = Protocol.NAMESPACE, attribute = "module=\"${#value}\"")
  @Retention(RetentionPolicy.CLASS)
  @Target(ElementType.TYPE)
  @interface Name {
    /** The module's id, one lower-case word, for instance {@code store}. */
    String value();
  }
}
