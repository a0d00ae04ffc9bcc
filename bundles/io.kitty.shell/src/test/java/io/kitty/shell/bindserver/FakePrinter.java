// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.bindserver;

import io.kitty.hub.VirtualPrinterServer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A virtual printer without a server.
 *
 * @param ports empty for one that does not run
 */
record FakePrinter(String serial, String name, List<Port> ports) implements VirtualPrinterServer {

  static final Instant END = Instant.parse("2045-01-01T10:00:00Z");

  /** Returns a disabled printer. */
  static FakePrinter off(String serial, String name) {
    return new FakePrinter(serial, name, List.of());
  }

  /** Returns a printer whose second port cannot be opened. */
  static FakePrinter on(String serial, String name) {
    Map<String, Long> refused = new LinkedHashMap<>();
    refused.put("magic", 2L);
    refused.put("hung_up", 1L);
    String taken = "TCP port 3002 of 192.0.2.2: Address already in use";
    return new FakePrinter(
        serial,
        name,
        List.of(
            new Port("plain", 3000, "192.0.2.2", true, "", 9, 6, refused),
            new Port("tls", 3002, "192.0.2.2", false, taken, 0, 0, Map.of())));
  }

  @Override
  public String model() {
    return "C12";
  }

  @Override
  public boolean running() {
    return !ports.isEmpty();
  }

  @Override
  public Map<String, Boolean> cipherSuites() {
    Map<String, Boolean> suites = new LinkedHashMap<>();
    if (running()) {
      suites.put("TLS_AES_256_GCM_SHA384", true);
      suites.put("TLS_AES_128_GCM_SHA256", true);
      suites.put("TLS_RSA_WITH_AES_256_GCM_SHA384", false);
    }
    return suites;
  }

  @Override
  public Optional<Certificate> certificate() {
    return running()
        ? Optional.of(new Certificate("-----BEGIN of " + serial + "-----\n", END))
        : Optional.empty();
  }
}
