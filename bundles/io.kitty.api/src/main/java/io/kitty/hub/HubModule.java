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
 * A part of the hub, other than a discovery protocol, that reports a status: the registry, the web
 * server. Register it as an OSGi service while its bundle is active, also while it is disabled, and
 * annotate its class with {@link Name}.
 */
@ConsumerType
@FunctionalInterface
public interface HubModule {

  /**
   * The service property (Integer) with the TCP port that a module serves; discovery never fetches
   * anything from it.
   */
  String PORT = "kitty.port";

  /**
   * The service property (String) in which such a module states the IP address that it listens on,
   * for instance {@code 127.0.0.1}, or {@code 0.0.0.0} for all.
   */
  String ADDRESS = "kitty.address";

  /** Returns the current status. Thread-safe; returns at once. */
  ModuleStatus status();

  /** Declares the module of a bundle, so that the hub knows what to wait for at its start. */
  @Capability(namespace = Protocol.NAMESPACE, attribute = "module=\"${#value}\"")
  @Retention(RetentionPolicy.CLASS)
  @Target(ElementType.TYPE)
  @interface Name {
    /** The module's id, one lower-case word, for instance {@code store}. */
    String value();
  }
}
