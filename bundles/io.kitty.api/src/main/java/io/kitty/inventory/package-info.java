// SPDX-License-Identifier: Apache-2.0

/**
 * The list of devices: queries, classes, the history of a device, and what a person enters about
 * it.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.kitty.inventory;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
