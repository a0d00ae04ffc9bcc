// SPDX-License-Identifier: Apache-2.0

/** Announces the devices found here to those who listen for announcements only. */
@NullMarked
package io.kitty.multicast.devices;

import org.jspecify.annotations.NullMarked;
