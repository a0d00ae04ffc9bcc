// SPDX-License-Identifier: Apache-2.0
package io.kitty.hub;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The server of a virtual printer, which exists in software only: its identity, its ports, their
 * connections, and its TLS configuration. An OSGi service while the printer is configured, whether
 * or not it runs. Each method returns the state at the time of the call, so two calls may differ.
 * Thread-safe.
 */
@ProviderType
public interface VirtualPrinterServer {

  /**
   * One of its TCP ports.
   *
   * @param label its purpose: {@code plain} or {@code tls}, which slicers call first
   * @param number the bound port number; the configured one while it cannot be bound
   * @param address the IP address of this host it is bound to, or {@code all addresses}
   * @param open whether it accepts connections
   * @param failure which port cannot be bound, and why; {@code ""} if it can. Binding is retried.
   * @param connections connections since the printer started
   * @param answered connections that were answered
   * @param refused connections that were rejected, by the reason as in the names of counters, for
   *     instance {@code hung_up}; only reasons that occurred, always in the same order
   */
  record Port(
      String label,
      int number,
      String address,
      boolean open,
      String failure,
      long connections,
      long answered,
      Map<String, Long> refused) {}

  /**
   * The printer's TLS certificate.
   *
   * @param pem its certificate as text (RFC 7468), followed by the rest of its chain
   * @param expires the expiry of its own certificate
   */
  record Certificate(String pem, Instant expires) {}

  /** Returns the serial number; {@code ""} if the configuration lacks it, and nothing runs. */
  String serial();

  /** Returns the model code, for instance {@code C12}; {@code ""} if it is missing. */
  String model();

  /** Returns the name that slicers show, with any characters; {@code ""} if it is missing. */
  String name();

  /** Returns whether it runs: its ports are bound, or binding is retried. */
  boolean running();

  /** Returns its ports, in the order in which slicers call them; none while it does not run. */
  List<Port> ports();

  /**
   * Returns the TLS cipher suites that slicers request, best first, by their Java names, and
   * whether each is offered; none while it does not run. It tries each in a handshake in memory,
   * which takes some ten milliseconds.
   */
  Map<String, Boolean> cipherSuites();

  /** Returns its certificate; empty while it does not run. */
  Optional<Certificate> certificate();
}
