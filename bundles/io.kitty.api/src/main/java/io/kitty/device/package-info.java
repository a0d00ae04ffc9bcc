// SPDX-License-Identifier: Apache-2.0
/** What a device is: its identity, its evidence and what is known of it. */
@Export
@NullMarked
@Version("1.0.0")
package io.kitty.device;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
