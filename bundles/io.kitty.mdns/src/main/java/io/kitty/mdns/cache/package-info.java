// SPDX-License-Identifier: Apache-2.0
/** The cache of the records that were received on each link, apart for each sender. */
@NullMarked
package io.kitty.mdns.cache;

import org.jspecify.annotations.NullMarked;
