// SPDX-License-Identifier: Apache-2.0
/** Finds hosts by an ICMP echo sweep. */
@NullMarked
package io.kitty.ping;

import org.jspecify.annotations.NullMarked;
