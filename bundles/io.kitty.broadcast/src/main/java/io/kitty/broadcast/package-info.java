// SPDX-License-Identifier: Apache-2.0
/**
 * Finds servers by a UDP broadcast that they answer with their address, and answers such broadcasts
 * itself.
 */
@NullMarked
package io.kitty.broadcast;

import org.jspecify.annotations.NullMarked;
