// SPDX-License-Identifier: Apache-2.0

/**
 * What a discovery protocol implements, and what the hub provides to it: sockets, timers and
 * threads.
 */
@Export
@Version("1.0.0")
@NullMarked
package io.kitty.discovery;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
