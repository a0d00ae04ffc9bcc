// SPDX-License-Identifier: Apache-2.0
package io.kitty.state;

/**
 * An error that a machine reports, in its own words. At least one of them is not empty.
 *
 * @param code its code, at most 64 characters; {@code ""} if it has none
 * @param text its text, at most 256 characters; {@code ""} if it has none
 */
public record MachineError(String code, String text) {}
