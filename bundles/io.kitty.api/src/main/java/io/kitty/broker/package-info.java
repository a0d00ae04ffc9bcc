// SPDX-License-Identifier: Apache-2.0

/** Message brokers, at which devices are published. */
@Export
@Version("1.0.0")
@NullMarked
package io.kitty.broker;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
