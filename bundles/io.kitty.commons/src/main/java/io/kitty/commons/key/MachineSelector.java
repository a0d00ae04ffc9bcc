// SPDX-License-Identifier: Apache-2.0
package io.kitty.commons.key;

import io.kitty.commons.Ipv4Patterns;
import io.kitty.commons.poll.PollTarget;
import io.kitty.identifier.Identifier;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * Selects the machine that a configuration is for.
 *
 * <p>It judges only what the machine stated about itself in the sighting at that address, not what
 * its record has from elsewhere: otherwise another host whose sighting was merged into the record
 * would get the key. No name is ever looked up.
 *
 * @param address the address it must have; null for any
 * @param hostName the host name that it must announce; null for any
 * @param serial its serial number, UUID or MAC address; {@code ""} for any
 * @param port the TCP port of the service; 0 for any
 */
public record MachineSelector(
    @Nullable InetAddress address, @Nullable Identifier hostName, String serial, int port) {

  /** What the configuration key {@code host} may be: an IP address, a host name, or nothing. */
  public static final String HOST =
      "|"
          + Ipv4Patterns.ADDRESS
          + "|[0-9a-fA-F:]*:[0-9a-fA-F:.]*|[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}";

  /** The same in words. */
  public static final String HOST_ALLOWED = "IP addresses or host names like 192.168.1.20 or voron";

  /** What the configuration key {@code serial} may be. */
  public static final String SERIAL = "[A-Za-z0-9:._-]{0,128}";

  /** The same in words. */
  public static final String SERIAL_ALLOWED =
      "serial numbers, UUIDs or MAC addresses: up to 128 letters, digits, colons, dots, _ and -";

  private static final String LITERAL = Ipv4Patterns.ADDRESS + "|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*";

  /**
   * Creates a selector. If both {@code host} and {@code serial} are given, both must match.
   *
   * @param host an IP address or a host name, with or without {@code .local}; {@code ""} for any
   * @param serial a serial number, UUID or MAC address; {@code ""} for any
   * @param port 1 to 65535; 0 for any
   * @throws IllegalArgumentException with a sentence for people, if it would select any machine
   */
  public static MachineSelector of(String host, String serial, int port) {
    boolean literal = host.matches(LITERAL);
    Identifier name = literal ? null : Identifier.hostName(host).orElse(null);
    if (!host.isBlank() && !literal && name == null) {
      throw new IllegalArgumentException(
          "host = " + host + " is not used: allowed are " + HOST_ALLOWED);
    }
    if (host.isBlank() && serial.isBlank()) {
      throw new IllegalArgumentException("host or serial is missing: it says which machine it is");
    }
    return new MachineSelector(literal ? parse(host) : null, name, serial.strip(), port);
  }

  private static InetAddress parse(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(
          "host = " + literal + " is not used: it is not an IP address", e);
    }
  }

  /** Returns whether the machine is the one, judged by its own sighting at the target's address. */
  public boolean matches(PollTarget target) {
    return (port == 0 || port == target.port())
        && (address == null || address.equals(target.endpoint().address()))
        && (hostName == null || target.identifiers().contains(hostName))
        && (serial.isEmpty() || target.identifiers().stream().anyMatch(this::isSerial));
  }

  private boolean isSerial(Identifier identifier) {
    return !(identifier instanceof Identifier.HostName)
        && (identifier.value().equalsIgnoreCase(serial)
            || Identifier.uuid(serial).filter(identifier::equals).isPresent()
            || Identifier.mac(serial).filter(identifier::equals).isPresent());
  }
}
