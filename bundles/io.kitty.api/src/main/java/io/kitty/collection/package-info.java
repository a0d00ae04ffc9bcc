// SPDX-License-Identifier: Apache-2.0

/** Small immutable collections, for what a hub keeps of each device. */
@Export
@Version("1.0.0")
@NullMarked
package io.kitty.collection;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
