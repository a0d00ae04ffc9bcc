// SPDX-License-Identifier: Apache-2.0
package io.kitty.state;

import org.jspecify.annotations.Nullable;

/**
 * A temperature.
 *
 * @param value the measured temperature in degrees Celsius, 0 to 2000
 * @param target the temperature that is aimed at, in degrees Celsius, 0 to 2000; usually 0 if it is
 *     not heated; null if unknown
 */
public record Temperature(double value, @Nullable Double target) {}
