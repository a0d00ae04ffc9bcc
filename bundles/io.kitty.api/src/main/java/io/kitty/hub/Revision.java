// SPDX-License-Identifier: Apache-2.0
package io.kitty.hub;

/**
 * How often the devices changed since the hub started. Read it before the devices: they are at
 * least as new, so that what was made of them is outdated as soon as the numbers differ.
 *
 * @param changes grows whenever a device comes, goes, or anything but times and readings changes
 * @param sightings grows whenever a device is seen again and nothing else changes
 */
public record Revision(long changes, long sightings) {}
