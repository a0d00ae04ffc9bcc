// SPDX-License-Identifier: Apache-2.0
/** The hub itself: the one straight path from sightings to devices and events. */
@NullMarked
package io.kitty.core;

import org.jspecify.annotations.NullMarked;
