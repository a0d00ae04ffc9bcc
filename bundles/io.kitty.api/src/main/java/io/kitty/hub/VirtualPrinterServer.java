// SPDX-License-Identifier: Apache-2.0
package io.kitty.hub;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Answers slicers in the place of a printer that exists in software only: which printer it is,
 * where it can be asked, what happened there, and what it offers by TLS. An OSGi service for as
 * long as the printer is configured, whether or not it runs. Each method tells how it is at that
 * moment, so that one may find it running and the next one not. Any thread.
 */
@ProviderType
public interface VirtualPrinterServer {

  /**
   * One of its TCP ports.
   *
   * @param label what it is for: {@code plain} or {@code tls}, which slicers call first
   * @param number the number it has; the one it should have, as long as it cannot be had
   * @param address the IP address of this host it is at, or {@code all addresses}
   * @param open whether slicers can call there
   * @param failure which port cannot be had, and why; {@code ""} if it can. It is tried again.
   * @param connections how many connections there have been since the printer started
   * @param answered how many of them got an answer
   * @param refused how many of them got none, by the reason as it stands in the names of counters,
   *     for instance {@code hung_up}; only reasons that occurred, always in the same order
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
   * Who the printer is by TLS.
   *
   * @param pem its certificate as text (RFC 7468), followed by those that vouch for it
   * @param expires the end of its own certificate
   */
  record Certificate(String pem, Instant expires) {}

  /** The serial number; {@code ""} where the configuration lacks it, and nothing runs. */
  String serial();

  /** The code of the model, for instance {@code C12}; {@code ""} where it is lacking. */
  String model();

  /** The name that slicers show, with any characters; {@code ""} where it is lacking. */
  String name();

  /** Whether it runs: its ports are open, or are tried again. */
  boolean running();

  /** Its ports, those that slicers call first in front; none while it does not run. */
  List<Port> ports();

  /**
   * The cipher suites of TLS that slicers ask for, the best first, by their Java names, and whether
   * each is on offer; none while it does not run. It tries each of them in memory, which takes some
   * ten milliseconds.
   */
  Map<String, Boolean> cipherSuites();

  /** Its certificate; empty while it does not run. */
  Optional<Certificate> certificate();
}
