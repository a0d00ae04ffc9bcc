// SPDX-License-Identifier: Apache-2.0

/** The data model: sightings, evidence, devices, and the identifiers that distinguish them. */
@Export
@Version("1.0.0")
@NullMarked
package io.kitty.device;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
