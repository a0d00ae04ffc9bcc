// SPDX-License-Identifier: Apache-2.0
package io.kitty.ssdp;

import org.jspecify.annotations.Nullable;

/**
 * Tells one state of a description from another: as long as a device announces the same, what was
 * fetched once still holds (UPnP Device Architecture 1.1, §1.2.2).
 *
 * @param location where it is said to be
 * @param bootId changes when the device starts anew; null where it does not say
 * @param configId changes with the description; null where it does not say
 */
record DescriptionVersion(String location, @Nullable Long bootId, @Nullable Long configId) {}
