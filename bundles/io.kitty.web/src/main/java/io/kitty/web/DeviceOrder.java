// SPDX-License-Identifier: Apache-2.0
package io.kitty.web;

import io.kitty.device.Device;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Comparator;

/** The order in which devices are listed. */
final class DeviceOrder {

  /** By address as a number, IPv4 before IPv6 before none, then by id. */
  static final Comparator<Device> BY_ADDRESS =
      Comparator.comparing(DeviceOrder::bytes, DeviceOrder::compare).thenComparing(Device::id);

  private static final byte[] NONE = new byte[Byte.MAX_VALUE];

  private DeviceOrder() {}

  private static byte[] bytes(Device device) {
    return device.address().map(InetAddress::getAddress).orElse(NONE);
  }

  private static int compare(byte[] one, byte[] other) {
    return one.length == other.length
        ? Arrays.compareUnsigned(one, other)
        : Integer.compare(one.length, other.length);
  }
}
