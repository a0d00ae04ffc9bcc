// SPDX-License-Identifier: Apache-2.0
package io.kitty.core.model;

/**
 * What the working set is bounded by.
 *
 * @param devices how many devices are kept in all
 * @param keysPerProtocol how many keys of one protocol are live at once
 */
public record Limits(int devices, int keysPerProtocol) {}
