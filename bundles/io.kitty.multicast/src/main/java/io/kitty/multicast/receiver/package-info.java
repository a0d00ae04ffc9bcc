// SPDX-License-Identifier: Apache-2.0
/** Receives announcements, and reports the services that they announce. */
@NullMarked
package io.kitty.multicast.receiver;

import org.jspecify.annotations.NullMarked;
