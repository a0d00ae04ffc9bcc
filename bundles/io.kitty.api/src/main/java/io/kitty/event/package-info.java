// SPDX-License-Identifier: Apache-2.0

/** What happens to devices, and how to hear of it. */
@Export
@Version("1.0.0")
@NullMarked
package io.kitty.event;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
