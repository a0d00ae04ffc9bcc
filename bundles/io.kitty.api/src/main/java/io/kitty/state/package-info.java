// SPDX-License-Identifier: Apache-2.0

/** What a machine is doing: its status, its job, its temperatures and its error, for all brands. */
@Export
@Version("1.0.0")
@NullMarked
package io.kitty.state;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
