// SPDX-License-Identifier: Apache-2.0
package io.kitty.bindserver;

/**
 * A printer that exists in software only.
 *
 * @param serial its serial number, for instance {@code 01P00A391800001}
 * @param model its model code, for instance {@code C12}
 * @param name the name that its owner gave it
 * @param version its firmware version
 * @param bind whether it is bound already: {@code free} or {@code occupied}
 * @param connect how it can be reached: {@code lan}, {@code cloud} or {@code farm}
 */
record VirtualPrinter(
    String serial, String model, String name, String version, String bind, String connect) {

  static VirtualPrinter of(BindServerProvider.Config config) {
    return new VirtualPrinter(
        config.serial(),
        config.model(),
        config.name(),
        config.version(),
        config.bind(),
        config.connect());
  }

  /** Returns its name and serial number, as in log messages. */
  @Override
  public String toString() {
    return name + " (" + serial + ")";
  }
}
