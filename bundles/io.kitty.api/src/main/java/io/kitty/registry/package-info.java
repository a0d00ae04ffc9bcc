// SPDX-License-Identifier: Apache-2.0

/** Registries: where devices are stored or shared beyond this process. */
@Export
@Version("1.0.0")
@NullMarked
package io.kitty.registry;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
