// SPDX-License-Identifier: Apache-2.0

/** Waking devices that sleep. */
@Export
@Version("1.0.0")
@NullMarked
package io.kitty.wake;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
