// SPDX-License-Identifier: Apache-2.0
package io.kitty.inventory;

import io.kitty.device.Device;
import io.kitty.identifier.DeviceId;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The sort key of a device in lists: by address as a number, IPv4 before IPv6 before none, then by
 * id. It is stable while the device keeps its address. Immutable.
 */
public final class DeviceAddress implements Comparable<DeviceAddress> {

  private static final byte[] NO_ADDRESS = new byte[Byte.MAX_VALUE];
  private static final char SEPARATOR = ' ';

  private final byte[] octets;
  private final DeviceId id;

  private DeviceAddress(byte[] octets, DeviceId id) {
    this.octets = octets;
    this.id = id;
  }

  /** Returns the sort key of a device. */
  public static DeviceAddress of(Device device) {
    return new DeviceAddress(
        device.address().map(InetAddress::getAddress).orElse(NO_ADDRESS), device.id());
  }

  /** Returns the devices in order. */
  public static List<Device> sorted(Stream<Device> devices) {
    return devices.map(Keyed::of).sorted().map(Keyed::device).toList();
  }

  /** A device with its sort key, so that the key is computed once per sort. */
  private record Keyed(DeviceAddress key, Device device) implements Comparable<Keyed> {
    static Keyed of(Device device) {
      return new Keyed(DeviceAddress.of(device), device);
    }

    @Override
    public int compareTo(Keyed other) {
      return key.compareTo(other.key);
    }
  }

  /** Parses the result of {@link #toString}; empty if it is malformed. */
  public static Optional<DeviceAddress> parse(String text) {
    int end = text.indexOf(SEPARATOR);
    if (end < 0) {
      return Optional.empty();
    }
    try {
      byte[] octets = HexFormat.of().parseHex(text, 0, end);
      byte[] known = octets.length == 0 ? NO_ADDRESS : octets;
      return DeviceId.parse(text.substring(end + 1)).map(id -> new DeviceAddress(known, id));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public int compareTo(DeviceAddress other) {
    int byAddress =
        octets.length == other.octets.length
            ? Arrays.compareUnsigned(octets, other.octets)
            : Integer.compare(octets.length, other.octets.length);
    return byAddress == 0 ? id.compareTo(other.id) : byAddress;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DeviceAddress key && compareTo(key) == 0;
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(octets) + id.hashCode();
  }

  /** Returns the address in hexadecimal digits and the id, for {@link #parse}. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(octets == NO_ADDRESS ? new byte[0] : octets) + SEPARATOR + id;
  }
}
