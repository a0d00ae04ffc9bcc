// SPDX-License-Identifier: Apache-2.0

/** Targets as they are configured, a file each: where messages are sent. */
@NullMarked
package io.kitty.notify.targets;

import org.jspecify.annotations.NullMarked;
