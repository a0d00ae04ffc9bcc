// SPDX-License-Identifier: Apache-2.0

/**
 * What distinguishes devices: identifiers, the ids of records, and values that only look like
 * identifiers.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.kitty.identifier;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
