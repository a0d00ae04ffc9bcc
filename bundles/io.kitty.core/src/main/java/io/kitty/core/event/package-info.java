// SPDX-License-Identifier: Apache-2.0

/** Brings events to listeners, each at its own speed. */
@NullMarked
package io.kitty.core.event;

import org.jspecify.annotations.NullMarked;
