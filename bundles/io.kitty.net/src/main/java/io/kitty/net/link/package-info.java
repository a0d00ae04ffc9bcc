// SPDX-License-Identifier: Apache-2.0

/** The interfaces of this host, their counters, and the kernel's neighbour table. */
@NullMarked
package io.kitty.net.link;

import org.jspecify.annotations.NullMarked;
