// SPDX-License-Identifier: Apache-2.0

/**
 * Keys of machines, which their owner configured: which machine each is for, and the secret itself,
 * which nothing shows.
 */
@NullMarked
package io.kitty.commons.key;

import org.jspecify.annotations.NullMarked;
