// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp.description;

import org.jspecify.annotations.Nullable;

/**
 * Identifies a version of a description: while a device announces the same one, the fetched
 * description is valid (UPnP Device Architecture 1.1, §1.2.2).
 *
 * @param location the announced URL
 * @param bootId changes when the device restarts; null if absent
 * @param configId changes with the description; null if absent
 */
public record DescriptionVersion(String location, @Nullable Long bootId, @Nullable Long configId) {}
