// SPDX-License-Identifier: Apache-2.0

/** Announces the devices found here, for listeners that understand announcements only. */
@NullMarked
package io.kitty.multicast.devices;

import org.jspecify.annotations.NullMarked;
