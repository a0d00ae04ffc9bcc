// SPDX-License-Identifier: Apache-2.0

/** What this hub says on the network as JSON, again and again, and what it hears others say. */
@Export
@Version("1.0.0")
@NullMarked
package io.kitty.announce;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
