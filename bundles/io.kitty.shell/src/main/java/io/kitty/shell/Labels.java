// SPDX-License-Identifier: Apache-2.0
package io.kitty.shell;

import static java.util.stream.Collectors.joining;

import io.kitty.device.Device;
import java.net.InetAddress;
import java.util.Locale;

/** How things are called in the console. */
final class Labels {

  private Labels() {}

  /** A constant, for instance {@code provider stopped}. */
  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** The machine's own state, or that it has departed and why. */
  static String status(Device device) {
    return device.departure() == null
        ? device.status()
        : "departed (" + of(device.departure().reason()) + ")";
  }

  /** The address to use now; {@code ""} where there is none. */
  static String address(Device device) {
    return device.address().map(InetAddress::getHostAddress).orElse("");
  }

  /** The protocols that see it, or that ever saw it, once it has departed. */
  static String sources(Device device) {
    return device.sources().collect(joining(" "));
  }
}
