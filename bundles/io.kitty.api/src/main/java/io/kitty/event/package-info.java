// SPDX-License-Identifier: Apache-2.0

/** Device events and their listeners. */
@Export
@Version("1.0.0")
@NullMarked
package io.kitty.event;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
