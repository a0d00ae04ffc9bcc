// SPDX-License-Identifier: Apache-2.0

/** Text and maps from the network, bounded and free of control characters. */
@Export
@Version("1.0.0")
@NullMarked
package io.kitty.text;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
