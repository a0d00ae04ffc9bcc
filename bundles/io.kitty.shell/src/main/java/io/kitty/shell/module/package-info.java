// SPDX-License-Identifier: Apache-2.0

/** The commands for modules: protocols, registries, network interfaces, scans and switches. */
@NullMarked
package io.kitty.shell.module;

import org.jspecify.annotations.NullMarked;
