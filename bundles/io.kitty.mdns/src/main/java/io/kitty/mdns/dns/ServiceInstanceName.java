// SPDX-License-Identifier: Apache-2.0
package io.kitty.mdns.dns;

import java.util.List;
import java.util.Optional;

/**
 * The name of a service instance in its parts (RFC 6763, §4.1).
 *
 * @param full the whole name
 * @param instance the part chosen by its owner
 * @param type the type in lower case, for instance {@code _ipp._tcp}
 */
public record ServiceInstanceName(DnsName full, String instance, String type) {

  /** The name whose PTR records list the existing types (RFC 6763, §9). */
  public static final DnsName TYPES = DnsName.of("_services._dns-sd._udp.local");

  /** Returns the name whose PTR records list the instances of a type. */
  public static DnsName browse(String type) {
    return DnsName.of(type + ".local");
  }

  /** Splits a name; empty if it is not that of an instance. */
  public static Optional<ServiceInstanceName> of(DnsName name) {
    List<String> labels = name.labels();
    int at = labels.size() - 3;
    if (at < 1 || typeOf(new DnsName(labels.subList(at, labels.size()))).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ServiceInstanceName(
            name,
            String.join(".", labels.subList(0, at)),
            DnsName.lower(labels.get(at) + "." + labels.get(at + 1))));
  }

  /** Returns the first label of the type in its original spelling. */
  public String spelling() {
    return full.labels().get(full.labels().size() - 3);
  }

  /**
   * Returns whether a name is that of a service or below one: some responders state the service
   * itself as the host in SRV records.
   */
  public static boolean isService(DnsName name) {
    return name.labels().stream().anyMatch(ServiceInstanceName::isTransport);
  }

  private static boolean isTransport(String label) {
    return label.equalsIgnoreCase("_tcp") || label.equalsIgnoreCase("_udp");
  }

  /**
   * Returns the type of which this is the name, in its original spelling; empty for other names.
   */
  public static Optional<String> typeOf(DnsName name) {
    List<String> labels = name.labels();
    boolean type =
        labels.size() == 3
            && labels.get(0).startsWith("_")
            && isTransport(labels.get(1))
            && labels.get(2).equalsIgnoreCase("local");
    return type ? Optional.of(labels.get(0) + "." + labels.get(1)) : Optional.empty();
  }

  /**
   * Returns the subtype in lower case of a PTR record of this name, as in {@code
   * _universal._sub._ipp._tcp.local}; {@code ""} for the type itself, empty for another type.
   */
  public Optional<String> subtypeOf(DnsName pointer) {
    List<String> labels = pointer.labels();
    if (pointer.equals(browse(type))) {
      return Optional.of("");
    }
    boolean sub =
        labels.size() == 5
            && labels.get(1).equalsIgnoreCase("_sub")
            && new DnsName(labels.subList(2, 5)).equals(browse(type));
    return sub ? Optional.of(DnsName.lower(labels.get(0))) : Optional.empty();
  }
}
