// SPDX-License-Identifier: Apache-2.0

/** Messages to people: which rules and targets there are, and what was sent. */
@Export
@Version("1.0.0")
@NullMarked
package io.kitty.notification;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
