// SPDX-License-Identifier: Apache-2.0

/**
 * Finds Ubiquiti devices by their discovery protocol; also the example of how to add a protocol.
 */
@NullMarked
package io.kitty.ubiquiti;

import org.jspecify.annotations.NullMarked;
