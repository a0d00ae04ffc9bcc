// SPDX-License-Identifier: Apache-2.0

/** Periodic JSON announcements: those that this hub sends, and those that it receives. */
@Export
@Version("1.0.0")
@NullMarked
package io.kitty.announce;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
