// SPDX-License-Identifier: Apache-2.0

/** The values: what a protocol saw of a machine, what is believed of it, and what identifies it. */
@Export
@Version("1.0.0")
@NullMarked
package io.kitty.device;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
