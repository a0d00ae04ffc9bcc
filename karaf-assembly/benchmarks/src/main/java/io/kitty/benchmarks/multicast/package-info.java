// SPDX-License-Identifier: Apache-2.0
/** JSON announcements of many services in one multicast group, at a steady rate. */
@NullMarked
package io.kitty.benchmarks.multicast;

import org.jspecify.annotations.NullMarked;
