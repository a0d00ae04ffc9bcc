// SPDX-License-Identifier: Apache-2.0
package io.kitty.inventory;

/**
 * Counts the changes of the devices since the hub started. Read it before the devices: they are at
 * least as new, so that anything computed from them is outdated once the numbers differ.
 *
 * @param changes increases whenever a device appears, departs, or anything except times and
 *     readings changes
 * @param sightings increases whenever a device is seen again and nothing else changes
 */
public record Revision(long changes, long sightings) {}
