// SPDX-License-Identifier: Apache-2.0

/** Network access: interfaces, the neighbour table, and UDP ports that follow the interfaces. */
@NullMarked
package io.kitty.core.net;

import org.jspecify.annotations.NullMarked;
