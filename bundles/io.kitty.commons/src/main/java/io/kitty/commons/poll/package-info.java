// SPDX-License-Identifier: Apache-2.0

/**
 * Polling of machines that other protocols found: a reader of their state says whom to ask and how,
 * and the rest is here.
 */
@NullMarked
package io.kitty.commons.poll;

import org.jspecify.annotations.NullMarked;
