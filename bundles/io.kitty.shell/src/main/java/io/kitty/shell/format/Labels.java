// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell.format;

import static java.util.stream.Collectors.joining;

import io.kitty.device.Device;
import java.net.InetAddress;
import java.util.Locale;

/** The words of the console. */
public final class Labels {

  private Labels() {}

  /** Returns a constant in words, such as {@code provider stopped}. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Returns the device's status, or that it has departed and why. */
  public static String status(Device device) {
    return device.departure() == null
        ? device.status()
        : "departed (" + of(device.departure().reason()) + ")";
  }

  /** Returns the device's current address; {@code ""} for none. */
  public static String address(Device device) {
    return device.address().map(InetAddress::getHostAddress).orElse("");
  }

  /** Returns the protocols that see the device or, once it has departed, that ever saw it. */
  public static String sources(Device device) {
    return device.sources().collect(joining(" "));
  }
}
