// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell;

import io.kitty.device.Device;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Comparator;

/** The order of devices by address as a number: IPv4 first, those without an address last. */
final class AddressOrder implements Comparator<Device> {

  private static final Comparator<byte[]> OCTETS =
      Comparator.<byte[]>comparingInt(octets -> octets.length == 0 ? 255 : octets.length)
          .thenComparing(Arrays::compareUnsigned);

  private static final Comparator<Device> ORDER =
      Comparator.comparing(AddressOrder::octets, OCTETS).thenComparing(Device::id);

  @Override
  public int compare(Device one, Device other) {
    return ORDER.compare(one, other);
  }

  private static byte[] octets(Device device) {
    return device.address().map(InetAddress::getAddress).orElse(new byte[0]);
  }
}
