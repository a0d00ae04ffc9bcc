// SPDX-License-Identifier: Apache-2.0

/** The hub as other bundles see it: queries, control, and the status of its modules. */
@Export
@Version("1.0.0")
@NullMarked
package io.kitty.hub;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
