// SPDX-License-Identifier: Apache-2.0

/** Bounded HTTP requests of protocols to the web servers of devices. */
@Export
@Version("1.0.0")
@NullMarked
package io.kitty.http;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
