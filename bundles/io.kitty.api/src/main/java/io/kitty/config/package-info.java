// SPDX-License-Identifier: Apache-2.0

/** What a configuration key may say of itself beyond its type and range. */
@Export
@Version("1.0.0")
@NullMarked
package io.kitty.config;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
