// SPDX-License-Identifier: Apache-2.0

/** The hub as other bundles see it: ask it, steer it, and learn how its modules are. */
@Export
@Version("1.0.0")
@NullMarked
package io.kitty.hub;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
