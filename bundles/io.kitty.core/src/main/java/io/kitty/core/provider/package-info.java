// SPDX-License-Identifier: Apache-2.0

/** Runs discovery providers: starts, retries and stops them, and provides their contexts. */
@NullMarked
package io.kitty.core.provider;

import org.jspecify.annotations.NullMarked;
