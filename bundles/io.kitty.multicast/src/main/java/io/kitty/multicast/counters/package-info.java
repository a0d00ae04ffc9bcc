// SPDX-License-Identifier: Apache-2.0
/** The counters of the receiver and of each publisher, registered as services by their names. */
@NullMarked
package io.kitty.multicast.counters;

import org.jspecify.annotations.NullMarked;
