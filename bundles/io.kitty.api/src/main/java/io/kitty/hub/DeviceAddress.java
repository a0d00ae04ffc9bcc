// SPDX-License-Identifier: Apache-2.0
package io.kitty.hub;

import io.kitty.device.Device;
import io.kitty.device.DeviceId;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a device stands in lists: by address as a number, IPv4 before IPv6 before none, then by id.
 * It is the same for as long as the device keeps its address. Immutable.
 */
public final class DeviceAddress implements Comparable<DeviceAddress> {

  private static final byte[] NOWHERE = new byte[Byte.MAX_VALUE];
  private static final char SEPARATOR = ' ';

  private final byte[] octets;
  private final DeviceId id;

  private DeviceAddress(byte[] octets, DeviceId id) {
    this.octets = octets;
    this.id = id;
  }

  /** The place of a device. */
  public static DeviceAddress of(Device device) {
    return new DeviceAddress(
        device.address().map(InetAddress::getAddress).orElse(NOWHERE), device.id());
  }

  /** Devices by place. */
  public static List<Device> sorted(Stream<Device> devices) {
    return devices.map(Placed::of).sorted().map(Placed::device).toList();
  }

  /** A device with its place at hand, which is asked for many times while many are sorted. */
  private record Placed(DeviceAddress place, Device device) implements Comparable<Placed> {
    static Placed of(Device device) {
      return new Placed(DeviceAddress.of(device), device);
    }

    @Override
    public int compareTo(Placed other) {
      return place.compareTo(other.place);
    }
  }

  /** The place that {@link #toString} wrote, if it is one. */
  public static Optional<DeviceAddress> parse(String text) {
    int end = text.indexOf(SEPARATOR);
    if (end < 0) {
      return Optional.empty();
    }
    try {
      byte[] octets = HexFormat.of().parseHex(text, 0, end);
      byte[] known = octets.length == 0 ? NOWHERE : octets;
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
    return other instanceof DeviceAddress place && compareTo(place) == 0;
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(octets) + id.hashCode();
  }

  /** The address in hexadecimal digits and the id, for {@link #parse}. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(octets == NOWHERE ? new byte[0] : octets) + SEPARATOR + id;
  }
}
